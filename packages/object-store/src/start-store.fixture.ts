import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { createObjectStore, type ObjectStoreOptions } from './create-object-store.ts';
import type { PresignRequest } from './dialects/s3/signature/presign-url.ts';
import type { ObjectCreatedEvent } from './http/exchange.ts';

/** The key pair of the stores that tests start. */
export const CREDENTIALS = { accessKeyId: 'AKTEST', secretAccessKey: 'secret-of-the-test' };

/** The size limit of the stores that {@link startStore} makes. */
export const MAX_OBJECT_BYTES = 3_000_000;

/** For tests that need a folder on a file system of its own. */
interface FolderHooks {
  prepareFolder?: (folder: string) => void;
  releaseFolder?: (folder: string) => void;
}

/** A store on a new folder behind a listening server, with the events and errors that it reported. */
export async function startStore(t: TestContext, options: Partial<ObjectStoreOptions> & FolderHooks = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'object-store-'));
  options.prepareFolder?.(folder);
  const events: ObjectCreatedEvent[] = [];
  const errors: unknown[] = [];
  const store = await createObjectStore({
    folder,
    buckets: ['photos', 'models'],
    credentials: CREDENTIALS,
    maxObjectBytes: MAX_OBJECT_BYTES,
    onObjectCreated: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const server = store.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const endpoint = `http://127.0.0.1:${port}`;
  t.after(async () => {
    server.close();
    await store.close();
    server.closeAllConnections();
    options.releaseFolder?.(folder);
    await rm(folder, { recursive: true });
  });
  const presign = (method: PresignRequest['method'], key: string, more: Partial<PresignRequest> = {}) =>
    store.presign({ method, endpoint, bucket: 'photos', key, expiresInSeconds: 60, ...more });
  const put = (key: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(presign('PUT', key), { method: 'PUT', body, headers });
  const get = (key: string, headers: Record<string, string> = {}) => fetch(presign('GET', key), { headers });
  return { store, folder, events, errors, endpoint, port, presign, put, get };
}

/** Sends raw text over a new connection; returns everything received until the server closes it. */
export async function exchangeText(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return (await buffer(socket)).toString();
}

/** The head of a PUT to a presigned URL, as raw text. */
export function requestHead(url: string, headers: string[]): string {
  const { host, pathname, search } = new URL(url);
  return [`PUT ${pathname}${search} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''].join('\r\n');
}

/** Status and S3 code of an error response, whose form is checked too. */
export async function refusal(response: Response): Promise<string> {
  assert.equal(response.headers.get('content-type'), 'application/xml');
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  const xml = await response.text();
  const form =
    /<Error><Code>(\w+)<\/Code><Message>[^<]+<\/Message><Resource>([^<]*)<\/Resource><RequestId>(\w+)</;
  const [, code, resource = '', requestId] = form.exec(xml) ?? [];
  assert.equal(requestId, response.headers.get('x-amz-request-id'));
  assert.doesNotMatch(xml, /Signature=|secret-of-the-test/);
  assert.doesNotMatch(resource, /\?/);
  return `${response.status} ${code}`;
}

/** The names of all files of a store but those of the list of keys. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const keysFolder = join(folder, 'keys');
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(keysFolder))
    .map((entry) => entry.name);
}

/** How the official SDK reaches a store as its owner. */
export function s3ClientOptions(endpoint: string) {
  return { endpoint, region: 'eu-west-3', forcePathStyle: true, credentials: CREDENTIALS };
}

/** Waits for a condition to come true, 2 s at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    assert.ok(tries < 200, 'the condition did not come true within 2 s');
    await sleep(10);
  }
}
