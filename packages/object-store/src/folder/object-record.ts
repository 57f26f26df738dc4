import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';

import { type ObjectChecksum, STORED_CHECKSUM_ALGORITHMS } from '../checksums/object-checksum.ts';

/** Metadata that the sender gives an object. */
export interface ObjectAttributes {
  readonly contentType: string;
  /** `cache-control`, `content-disposition`, `content-encoding`, `content-language` and `expires`, as sent. */
  readonly contentHeaders?: Readonly<Record<string, string>>;
  /** The `x-amz-meta-*` headers by the rest of their names, in lower case. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Tags that a client has put on the object, sorted by name. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Metadata of a stored object. */
export interface ObjectInfo extends ObjectAttributes {
  readonly key: string;
  readonly sizeBytes: number;
  /**
   * MD5 of the content in hex, without the quotes that it has in HTTP headers; of an object assembled from parts, the
   * MD5 of their MD5s, `-` and their number.
   */
  readonly etag: string;
  readonly lastModified: Date;
  readonly checksum?: ObjectChecksum;
}

/** The content of an index file. */
export interface ObjectRecord extends ObjectInfo {
  /** Name of the data file, in the folder of the index file. */
  readonly dataFile: string;
  /** The multipart upload that made the object. */
  readonly uploadId?: string;
  /** The parts that it was assembled from; absent for an object uploaded in one piece. */
  readonly parts?: ObjectParts;
}

/** The parts that an object was assembled from, in order. */
export interface ObjectParts {
  readonly sizesBytes: readonly number[];
  /** Checksums of the parts, if all have one. */
  readonly checksums?: readonly PartChecksum[];
}

/** The checksum of a part's content. */
export type PartChecksum = Pick<ObjectChecksum, 'algorithm' | 'value'>;

/** Codes of a bad sector, a wrong checksum of the file system, and the like. */
const UNREADABLE_CODES = ['EIO', 'EBADMSG', 'ENODATA', 'EREMOTEIO'];

/** An index file that is not as it was written. */
export class DamagedRecord extends Error {
  constructor(path: string, options?: ErrorOptions) {
    super(`The index file ${path} is damaged.`, options);
    this.name = 'DamagedRecord';
  }
}

/** The name of a key in its folder: its SHA-256 in hex. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Name of the index file of a key. */
export function indexName(key: string): string {
  return `${hashKey(key)}.json`;
}

/** The text of an index file: a line of JSON, and its CRC-32 in hex. */
export function formatObjectRecord(record: ObjectRecord): string {
  const json = JSON.stringify(record);
  return `${json}\n${checksum(json)}\n`;
}

/** Reads an index file; undefined when there is none, DamagedRecord when it is not as it was written. */
export async function readObjectRecord(path: string): Promise<ObjectRecord | undefined> {
  const record = await readJsonFile(path, parseObjectRecord);
  if (record && indexName(record.key) !== basename(path)) throw new DamagedRecord(path);
  return record;
}

/** Reads a JSON file, with a checksum or without; undefined when there is none, DamagedRecord when it is damaged. */
export async function readJsonFile<Content>(
  path: string,
  parse: (fields: object) => Content,
): Promise<Content | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    if (isUnreadable(error)) throw new DamagedRecord(path, { cause: error });
    throw error;
  }
  try {
    // Files of earlier versions have no second line.
    const [json = '', sum = ''] = text.split('\n');
    if (sum !== '' && sum !== checksum(json)) throw new TypeError('Its checksum is wrong.');
    const content: unknown = JSON.parse(json);
    if (typeof content !== 'object' || content === null) throw new TypeError('It contains no object.');
    return parse(content);
  } catch (cause) {
    throw new DamagedRecord(path, { cause });
  }
}

/** Whether the disk can't read a place, or knows that it reads what was not written there. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNREADABLE_CODES.includes(String(error.code));
}

/** Whether a file-system call failed because there is no such file. */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Reads the attributes from a JSON file's content. */
export function parseAttributes(fields: Partial<Record<keyof ObjectAttributes, unknown>>): ObjectAttributes {
  const { contentType, contentHeaders, metadata, tags } = fields;
  if (typeof contentType !== 'string') throw new TypeError('The content type is missing.');
  return {
    contentType,
    ...(isTextRecord(contentHeaders) && { contentHeaders }),
    ...(isTextRecord(metadata) && { metadata }),
    ...(isTextRecord(tags) && { tags }),
  };
}

/** Reads a checksum from a JSON file's content. */
export function parseChecksum(content: unknown): ObjectChecksum | undefined {
  if (!isTextRecord(content)) return undefined;
  const algorithm = STORED_CHECKSUM_ALGORITHMS.find((known) => known === content.algorithm);
  if (algorithm === undefined || content.value === undefined) return undefined;
  return {
    algorithm,
    value: content.value,
    type: content.type === 'COMPOSITE' ? 'COMPOSITE' : 'FULL_OBJECT',
  };
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

function parseObjectRecord(fields: Partial<Record<keyof ObjectRecord, unknown>>): ObjectRecord {
  const { key, sizeBytes, etag, lastModified, dataFile, uploadId } = fields;
  if (
    typeof key !== 'string' ||
    typeof sizeBytes !== 'number' ||
    typeof etag !== 'string' ||
    typeof lastModified !== 'string' ||
    typeof dataFile !== 'string' ||
    !/^[0-9a-f.]+$/.test(dataFile)
  ) {
    throw new TypeError('A field is missing or of the wrong type.');
  }
  const checksum = parseChecksum(fields.checksum);
  const parts = parseParts(fields.parts);
  return {
    key,
    sizeBytes,
    etag,
    lastModified: new Date(lastModified),
    ...parseAttributes(fields),
    ...(checksum && { checksum }),
    dataFile,
    ...(typeof uploadId === 'string' && { uploadId }),
    ...(parts && { parts }),
  };
}

function parseParts(content: unknown): ObjectParts | undefined {
  if (typeof content !== 'object' || content === null || !('sizesBytes' in content)) return undefined;
  const { sizesBytes } = content;
  if (!Array.isArray(sizesBytes) || !sizesBytes.every((size) => typeof size === 'number')) return undefined;
  const named = 'checksums' in content && Array.isArray(content.checksums) ? content.checksums : [];
  const checksums = named.map(parseChecksum).filter((checksum) => checksum !== undefined);
  return checksums.length === sizesBytes.length ? { sizesBytes, checksums } : { sizesBytes };
}

function isTextRecord(content: unknown): content is Record<string, string> {
  return (
    typeof content === 'object' &&
    content !== null &&
    Object.values(content).every((value) => typeof value === 'string')
  );
}
