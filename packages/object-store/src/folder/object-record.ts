import { readFile } from 'node:fs/promises';

/** What the store knows of an object. */
export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  /** MD5 of the content in hex, without the quotes that it has in HTTP headers. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
}

/** The content of an index file. */
export interface ObjectRecord extends ObjectInfo {
  /** Name of the data file, in the folder of the index file. */
  readonly dataFile: string;
}

/** The text of an index file. */
export function formatObjectRecord(record: ObjectRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Reads an index file; undefined when there is none, an error when it is not one. */
export async function readObjectRecord(path: string): Promise<ObjectRecord | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
  try {
    return parseObjectRecord(text);
  } catch (cause) {
    throw new Error(`The index file ${path} is damaged.`, { cause });
  }
}

/** Whether a file-system call failed because there is no such file. */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function parseObjectRecord(text: string): ObjectRecord {
  const fields: Partial<Record<keyof ObjectRecord, unknown>> = JSON.parse(text);
  const { key, sizeBytes, etag, lastModified, contentType, dataFile } = fields;
  if (
    typeof key !== 'string' ||
    typeof sizeBytes !== 'number' ||
    typeof etag !== 'string' ||
    typeof lastModified !== 'string' ||
    typeof contentType !== 'string' ||
    typeof dataFile !== 'string' ||
    !/^[0-9a-f.]+$/.test(dataFile)
  ) {
    throw new TypeError('A field is missing or of the wrong type.');
  }
  return { key, sizeBytes, etag, lastModified: new Date(lastModified), contentType, dataFile };
}
