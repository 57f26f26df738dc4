import type { IncomingMessage } from 'node:http';

import type { AdmissionNeeds, Dialect } from '../../http/dialect.ts';
import type { AdmittedRequest } from '../../http/exchange.ts';
import { type RequestHeaders, readSentHeaders } from '../../http/request-headers.ts';
import { parseRequestTarget, type RequestTarget } from '../../http/request-target.ts';
import { admitOssForm } from './admit-oss-form.ts';
import { checkOssHeaders, checkOssKey } from './check-oss-request.ts';
import { formatOssError } from './format-oss-error.ts';
import { OSS_OPERATIONS } from './oss-operations.ts';
import { OSS_WORDING, readOssBodyCheck } from './oss-wording.ts';
import type { SignedOssRequest } from './signature/oss-claim.ts';
import { verifyOssRequest } from './signature/verify-oss-request.ts';

/** OSS as Alibaba's SDKs speak it: Signatures Version 1 and 4, in every style of addressing. */
export const OSS_DIALECT: Dialect = {
  wording: OSS_WORDING,
  operations: OSS_OPERATIONS,
  admit,
  admitForm: admitOssForm,
  formatError: formatOssError,
};

async function admit(needs: AdmissionNeeds, request: IncomingMessage): Promise<AdmittedRequest> {
  const target = parseOssTarget(request.url ?? '');
  const headers = readSentHeaders(request);
  const { accessKey, bucket, key } = await verifyOssRequest(
    { buckets: needs.folder.bucketNames, findAccessKey: needs.findAccessKey, now: needs.now() },
    { method: request.method ?? '', target, ...readHeaderTexts(headers) },
    headers.host ?? '',
  );
  checkOssHeaders(headers);
  if (key !== '') checkOssKey(key);
  return {
    target,
    bucket,
    key,
    headers,
    accessKey,
    readBodyForm: (bodyHeaders) => ({
      lengthHeader: 'content-length',
      check: readOssBodyCheck(bodyHeaders),
      etag: 'md5',
    }),
  };
}

/** A version of the Go SDK begins the query with two question marks. */
function parseOssTarget(url: string): RequestTarget {
  const target = parseRequestTarget(url);
  return { ...target, query: target.query.map(([name, value]) => [name.replace(/^\?/, ''), value]) };
}

/** Clients sign texts, most of which travel as UTF-8; some, with characters of Latin-1 alone, travel as that. */
function readHeaderTexts(headers: RequestHeaders): Pick<SignedOssRequest, 'headers' | 'headersAsLatin1'> {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  const texts = new Map(sent.map(({ name, value }) => [name, Buffer.from(value, 'latin1').toString()]));
  if (sent.every(({ name, value }) => texts.get(name) === value)) return { headers: texts };
  return { headers: texts, headersAsLatin1: new Map(sent.map(({ name, value }) => [name, value])) };
}
