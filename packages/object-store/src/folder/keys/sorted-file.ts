import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

import { isMissingFile } from '../object-record.ts';

/** All keys of the last merge, sorted, one a line; keys hold no line feed. Its last line is a checksum. */
const SORTED_FILE = 'sorted-keys';

/** Begins the last line: a byte that UTF-8 never has and that sorts after every key. */
const CHECKSUM_MARK = '\xff';

/** The mark, SHA-256 in hex of all lines before, and a line feed. */
const CHECKSUM_LINE_BYTES = 66;

/** Write buffer. */
const WRITE_CHARACTERS = 256 * 1024;

const READ_BYTES = 256 * 1024;

/** Path of the file in a folder of keys. */
export function sortedPath(folder: string): string {
  return join(folder, SORTED_FILE);
}

/** Opens the file; undefined when there is none. */
export async function openSorted(folder: string): Promise<FileHandle | undefined> {
  try {
    return await open(sortedPath(folder));
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

/** Whether a line is no key but the checksum of those before it. */
export function isChecksumLine(line: string): boolean {
  return line.startsWith(CHECKSUM_MARK);
}

/** Writes the file; durable once this resolves. */
export async function writeSorted(path: string, keys: AsyncIterable<string>): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  const hash = createHash('sha256');
  let text = '';
  const flush = async () => {
    hash.update(text, 'latin1');
    await file.appendFile(text, 'latin1');
    text = '';
  };
  for await (const key of keys) {
    text += `${key}\n`;
    if (text.length >= WRITE_CHARACTERS) await flush();
  }
  await flush();
  await file.appendFile(`${CHECKSUM_MARK}${hash.digest('hex')}\n`, 'latin1');
  await file.sync();
}

/** Whether the file of a folder is as it was written; undefined when there is none. */
export async function checkSorted(folder: string): Promise<boolean | undefined> {
  await using file = await openSorted(folder);
  if (file === undefined) return undefined;
  const { size } = await file.stat();
  const end = size - CHECKSUM_LINE_BYTES;
  if (end < 0) return false;
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (let position = 0; position < end; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(READ_BYTES, end - position), position);
    if (bytesRead === 0) return false;
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  const { bytesRead } = await file.read(buffer, 0, CHECKSUM_LINE_BYTES, end);
  const last = buffer.toString('latin1', 0, bytesRead);
  return last === `${CHECKSUM_MARK}${hash.digest('hex')}\n`;
}
