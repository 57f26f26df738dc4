import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import {
  deriveOssSigningKey,
  formatOssScope,
  OSS_V4_ALGORITHM,
  signOssV1,
  signOssV4,
} from '@tiepoint/protocol';

import type { Credentials } from '../../access/access-key.ts';
import { formatTimestamp } from '../signed-time.ts';
import { NODE_DIGESTS } from './signature/node-digests.ts';

/** A request as a client signs and sends it. */
export interface OssCall {
  readonly method: string;
  /** As it goes over the wire, with the query. */
  readonly path: string;
  /** As it is signed (default: the path). */
  readonly resource?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signedAt?: Date;
}

/** Who signs, and in which version. */
export interface OssSender extends Credentials {
  readonly port: number;
  readonly version: 1 | 4;
  readonly securityToken?: string | undefined;
}

/** An answer. */
export interface OssAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Of an error; empty when there is none. */
  readonly code: string;
}

const SCOPE_REGION = 'cn-shanghai';

/** Signs a request and sends it without a URL parser in between, which would tidy its path up. */
export async function sendOssRequest(sender: OssSender, call: OssCall): Promise<OssAnswer> {
  const headers = await signHeaders(sender, call);
  const sent = httpRequest({
    port: sender.port,
    host: '127.0.0.1',
    method: call.method,
    path: call.path,
    headers,
  });
  sent.end(call.body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const content = await text(response);
  const encodedError = response.headers['x-oss-err'];
  const error = typeof encodedError === 'string' ? Buffer.from(encodedError, 'base64').toString() : content;
  const code = /^<\?xml[^>]*>\s*<Error><Code>(\w+)</.exec(error)?.[1] ?? '';
  return { status: response.statusCode ?? 0, headers: response.headers, text: error, code };
}

async function signHeaders(sender: OssSender, call: OssCall): Promise<Record<string, string>> {
  const { signedAt = new Date() } = call;
  const timestamp = formatTimestamp(signedAt);
  const date = sender.version === 1 ? signedAt.toUTCString() : timestamp;
  const headers: Record<string, string> = {
    'x-oss-date': date,
    ...(sender.securityToken !== undefined && { 'x-oss-security-token': sender.securityToken }),
    ...(call.body !== undefined && { 'content-length': String(Buffer.byteLength(call.body)) }),
    ...call.headers,
  };
  // Some clients write two question marks, and sign none.
  const [, path = '', query = ''] = /^([^?]*)[?]*(.*)$/.exec(call.path) ?? [];
  const request = {
    method: call.method,
    resource: call.resource ?? decodeURIComponent(path),
    query: [...new URLSearchParams(query)],
    headers: new Map(Object.entries(headers)),
  };
  if (sender.version === 1) {
    const signature = await signOssV1(
      request,
      { time: date, accessKeySecret: sender.secretAccessKey },
      NODE_DIGESTS,
    );
    return { ...headers, authorization: `OSS ${sender.accessKeyId}:${signature}` };
  }
  const scope = { date: timestamp.slice(0, 8), region: SCOPE_REGION };
  const signingKey = await deriveOssSigningKey(sender.secretAccessKey, scope, NODE_DIGESTS);
  const signature = await signOssV4(request, { scope, timestamp, signingKey }, NODE_DIGESTS);
  const credential = `${sender.accessKeyId}/${formatOssScope(scope)}`;
  return {
    ...headers,
    authorization: `${OSS_V4_ALGORITHM} Credential=${credential},Signature=${signature}`,
  };
}
