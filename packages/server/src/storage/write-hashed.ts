import { createHash, type Hash } from 'node:crypto';
import type { Bucket } from './bucket.ts';

/** A file to be stored: `body` is read once. */
interface NewFile {
  contentType: string;
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Writes an object, and finds out its SHA-256 on the way. */
export async function writeHashed(
  bucket: Bucket,
  key: string,
  { body, contentType }: NewFile,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  const { size } = await bucket.write(key, hashed(body, hash), contentType);
  return { size, sha256: hash.digest('hex') };
}

async function* hashed(body: NewFile['body'], hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}
