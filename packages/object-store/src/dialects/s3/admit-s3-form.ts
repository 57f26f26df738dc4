import type { AdmissionNeeds } from '../../http/dialect.ts';
import { toHeaderText } from '../../http/request-headers.ts';
import type { AdmittedForm, FormRequest } from '../../http/upload-form.ts';
import { checkObjectKey } from '../../object-key.ts';
import { S3Error } from '../../s3-error.ts';
import { verifyForm } from '../verify-form.ts';
import { readS3BodyForm } from './s3-body-form.ts';
import { readS3FormClaim } from './signature/read-form-claim.ts';

/** Fields that a policy need not cover: those of its signature, and those whose name the signer has left open. */
const FREE_FIELDS = /^(awsaccesskeyid|policy|signature|x-amz-signature|x-ignore-.*)$/;

/** Verifies a form for S3. It is posted to its bucket, and its fields do what headers do for a PUT. */
export async function admitS3Form(needs: AdmissionNeeds, request: FormRequest): Promise<AdmittedForm> {
  const { fields, target } = request;
  const accessKey = await verifyForm(readS3FormClaim(fields), needs.findAccessKey, needs.now());
  const [bucket = '', ...keySegments] = target.segments;
  if (bucket === '' || keySegments.some((segment) => segment !== '')) {
    throw new S3Error('MethodNotAllowed', 'A form is posted to a bucket; the key is one of its fields.');
  }
  const headers = Object.fromEntries(
    [...fields].map(([name, value]) => [name === 'acl' ? 'x-amz-acl' : name, toHeaderText(value)]),
  );
  return {
    target,
    bucket,
    headers,
    accessKey,
    policy: fields.get('policy') ?? '',
    mayBeFree: (name) => FREE_FIELDS.test(name),
    checkKey: checkObjectKey,
    readBodyForm: (bodyHeaders) => readS3BodyForm(bodyHeaders, { kind: 'open' }, 'md5'),
  };
}
