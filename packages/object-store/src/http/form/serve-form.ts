import type { IncomingMessage, ServerResponse } from 'node:http';

import { checkAccess } from '../../access/access-key.ts';
import { S3Error } from '../../s3-error.ts';
import { checkWrite } from '../check-write.ts';
import type { AdmissionNeeds, Dialect } from '../dialect.ts';
import type { HandlerNeeds } from '../exchange.ts';
import { checkLength, readRequest } from '../request/receive-body.ts';
import { readSentHeaders } from '../request-headers.ts';
import { parseRequestTarget } from '../request-target.ts';
import { checkPolicy } from './check-policy.ts';
import { postObject } from './post-object.ts';
import { MAX_FORM_BYTES, readForm, type UploadForm } from './read-form.ts';
import { parsePolicy } from './upload-policy.ts';

/** A form and the connection that it comes through. */
export interface ReceivedForm {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly form: UploadForm;
}

/** Whether a request is a form, which has its signature in a field. */
export function isUploadForm(request: IncomingMessage): boolean {
  const { 'content-type': contentType = '', authorization } = request.headers;
  return (
    request.method === 'POST' &&
    authorization === undefined &&
    /^multipart\/form-data\b/i.test(contentType) &&
    !request.url?.includes('?')
  );
}

/** Sends `100 Continue`, and reads a form up to its file. Throws S3Error. */
export async function receiveForm(
  needs: HandlerNeeds,
  request: IncomingMessage,
  inviteBody: () => void,
): Promise<UploadForm> {
  const headers = readSentHeaders(request);
  // The body has the file, the fields before it, and little after it.
  const maxBytes = needs.maxObjectBytes + 2 * MAX_FORM_BYTES;
  await checkLength(needs, headers, { lengthHeader: 'content-length', maxBytes });
  inviteBody();
  return await readForm(headers['content-type'] ?? '', readRequest(request, needs.stallTimeoutSeconds));
}

/** Serves a form from the check of its signature to the answer. Throws S3Error. */
export async function serveForm(
  needs: HandlerNeeds & AdmissionNeeds,
  dialect: Dialect,
  { request, response, form }: ReceivedForm,
): Promise<void> {
  const target = parseRequestTarget(request.url ?? '');
  const { host = '' } = request.headers;
  const { fields, fileType } = form;
  const admitted = await dialect.admitForm(needs, { fields, fileType, target, host });
  const { bucket, accessKey, policy, mayBeFree } = admitted;
  const key = readKey(form);
  const range = checkPolicy(parsePolicy(policy), new Map([...fields, ['bucket', bucket], ['key', key]]), {
    now: needs.now(),
    mayBeFree,
  });
  admitted.checkKey(key);
  checkAccess(accessKey, 'PutObject', { bucket, key });
  needs.folder.checkLocation(bucket, key);
  await checkWrite(needs, { bucket, key, target, accessKey }, false);
  const maxBytes = Math.min(range.maxBytes, needs.maxObjectBytes);
  const exchange = { ...admitted, key, request, response, wording: dialect.wording, inviteBody: () => {} };
  await postObject(needs, exchange, { fields, content: form.content, range: { ...range, maxBytes } });
}

/** The key, with `${filename}` replaced by the name of the file. */
function readKey({ fields, fileName }: UploadForm): string {
  const key = fields.get('key')?.replace(/\$\{filename\}/g, () => fileName);
  if (key) return key;
  throw new S3Error(
    'UserKeyMustBeSpecified',
    'The bucket POST must contain the specified field name. If it is specified, check the order of the fields.',
  );
}
