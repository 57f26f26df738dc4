import type { AdmissionNeeds } from '../../http/dialect.ts';
import { parsePolicy } from '../../http/form/upload-policy.ts';
import { toHeaderText } from '../../http/request-headers.ts';
import type { AdmittedForm, FormRequest } from '../../http/upload-form.ts';
import { S3Error } from '../../s3-error.ts';
import { verifyForm } from '../verify-form.ts';
import { checkOssHeaders, checkOssKey } from './check-oss-request.ts';
import { readOssBodyCheck } from './oss-wording.ts';
import { readOssFormClaim } from './signature/read-form-claim.ts';

/** Fields that the policy must cover, since the signature does not cover them otherwise. */
const SIGNED_FIELDS = ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date'];

/** Verifies a form for OSS, whose fields do what headers do for a PUT; unlike at S3, the policy need not name them all. */
export async function admitOssForm(needs: AdmissionNeeds, request: FormRequest): Promise<AdmittedForm> {
  const { fields, fileType } = request;
  const accessKey = await verifyForm(readOssFormClaim(fields), needs.findAccessKey, needs.now());
  const policy = fields.get('policy') ?? '';
  const type = fields.get('x-oss-content-type') ?? fileType;
  const texts = [...fields, ...(type === undefined ? [] : [['content-type', type] as const])];
  const headers = Object.fromEntries(texts.map(([name, value]) => [name, toHeaderText(value)]));
  checkOssHeaders(headers);
  if (fields.has('callback')) throw new S3Error('NotImplemented', 'This store does not support callback.');
  return {
    target: request.target,
    bucket: findBucket(request, policy, needs.folder.bucketNames),
    headers,
    accessKey,
    policy,
    mayBeFree: (name) => !SIGNED_FIELDS.includes(name),
    checkKey: checkOssKey,
    readBodyForm: (bodyHeaders) => ({
      lengthHeader: 'content-length',
      check: readOssBodyCheck(bodyHeaders),
      etag: 'md5',
    }),
  };
}

/** The bucket stands in the path, in the host, or, where the address has neither, in the policy. */
function findBucket(
  { target, host }: FormRequest,
  policy: string,
  configuredBuckets: readonly string[],
): string {
  const [pathBucket = '', ...rest] = target.segments;
  if (rest.some((segment) => segment !== '')) {
    throw new S3Error('MethodNotAllowed', 'A form is posted to a bucket; the key is one of its fields.');
  }
  if (pathBucket !== '') return pathBucket;
  const [hostBucket = ''] = host.split('.', 1);
  if (configuredBuckets.includes(hostBucket)) return hostBucket;
  const condition = parsePolicy(policy).conditions.find(
    (candidate) => candidate.kind === 'eq' && candidate.field === 'bucket',
  );
  return condition?.kind === 'eq' ? condition.value : '';
}
