import type { IncomingMessage } from 'node:http';

import type { AdmissionNeeds, Dialect, ErrorAnswer, ErrorOccasion } from '../../http/dialect.ts';
import type { AdmittedRequest } from '../../http/exchange.ts';
import { type RequestHeaders, readSentHeaders, toHeaderText } from '../../http/request-headers.ts';
import { parseRequestTarget, type RequestTarget } from '../../http/request-target.ts';
import type { S3Error } from '../../s3-error.ts';
import { elements, formatDocument } from '../../xml/format-xml.ts';
import { admitS3Form } from './admit-s3-form.ts';
import { readS3BodyForm } from './s3-body-form.ts';
import { S3_OPERATIONS } from './s3-operations.ts';
import { S3_WORDING } from './s3-wording.ts';
import { hasPresignedClaim } from './signature/read-presigned-claim.ts';
import { verifyRequest } from './signature/verify-request.ts';

/** S3 as Amazon's SDKs and their relatives speak it: Signature Version 4, path style. */
export const S3_DIALECT: Dialect = {
  wording: S3_WORDING,
  operations: S3_OPERATIONS,
  admit,
  admitForm: admitS3Form,
  formatError,
};

async function admit(needs: AdmissionNeeds, request: IncomingMessage): Promise<AdmittedRequest> {
  const target = parseRequestTarget(request.url ?? '');
  // A client may name any header as signed, `constructor` too.
  const sent = new Map(Object.entries(request.headersDistinct));
  const { accessKey, payload } = await verifyRequest(
    {
      method: request.method ?? '',
      target,
      headerNames: [...sent.keys()],
      headerValues: (name) => sent.get(name) ?? [],
    },
    needs.findAccessKey,
    needs.now(),
  );
  const [bucket = '', ...keySegments] = target.segments;
  return {
    target,
    bucket,
    key: keySegments.join('/'),
    headers: readHeaders(request, target),
    accessKey,
    // Senders to presigned URLs are seldom S3 clients: an unused MD5 would be a third of the cost of a PUT.
    readBodyForm: (headers) => readS3BodyForm(headers, payload, hasPresignedClaim(target) ? 'opaque' : 'md5'),
  };
}

/**
 * The request's headers, with those that SDKs move into the query of a presigned URL.
 *
 * Checksums in the query are left out: SDKs sign the CRC-32 of an empty body into presigned URLs. Text in a query is
 * UTF-8; headers hold bytes.
 */
function readHeaders(request: IncomingMessage, target: RequestTarget): RequestHeaders {
  const fromQuery = target.query
    .filter(([name]) => name.startsWith('x-amz-') && !/^x-amz-(sdk-)?checksum-/.test(name))
    .map(([name, value]) => [name, toHeaderText(value)]);
  return { ...Object.fromEntries(fromQuery), ...readSentHeaders(request) };
}

function formatError(error: S3Error, { path, requestId }: ErrorOccasion): ErrorAnswer {
  const content = { Code: error.code, Message: error.message, Resource: path, RequestId: requestId };
  return { status: error.status, xml: formatDocument('Error', elements(content)) };
}
