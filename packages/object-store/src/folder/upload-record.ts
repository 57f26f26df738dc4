import { type ObjectChecksum, STORED_CHECKSUM_ALGORITHMS } from '../checksums/object-checksum.ts';
import { type ObjectAttributes, parseAttributes, parseChecksum, readJsonFile } from './object-record.ts';

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  /** 32 hex digits. */
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiated: Date;
  readonly attributes: ObjectAttributes;
  /** The checksum of the whole object that the client asked for. */
  readonly checksum?: Pick<ObjectChecksum, 'algorithm' | 'type'>;
}

/** The latest version of a part. */
export interface Part {
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** MD5 of the content in hex. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly checksum?: ObjectChecksum;
}

/** The content of a part's index file. */
export interface PartRecord extends Part {
  /** Name of the data file, in the folder of the upload. */
  readonly dataFile: string;
}

/** Reads the file of an upload; undefined when there is none. */
export async function readUpload(path: string): Promise<Upload | undefined> {
  return await readJsonFile(path, parseUpload);
}

/** Reads the index file of a part; undefined when there is none. */
export async function readPartRecord(path: string): Promise<PartRecord | undefined> {
  return await readJsonFile(path, parsePartRecord);
}

function parseUpload(fields: Partial<Record<keyof Upload, unknown>>): Upload {
  const { uploadId, bucket, key, initiated, attributes, checksum } = fields;
  if (
    typeof uploadId !== 'string' ||
    typeof bucket !== 'string' ||
    typeof key !== 'string' ||
    typeof initiated !== 'string' ||
    typeof attributes !== 'object' ||
    attributes === null
  ) {
    throw new TypeError('A field is missing or of the wrong type.');
  }
  return {
    uploadId,
    bucket,
    key,
    initiated: new Date(initiated),
    attributes: parseAttributes(attributes),
    ...parseWantedChecksum(checksum),
  };
}

function parseWantedChecksum(content: unknown): Pick<Upload, 'checksum'> {
  if (typeof content !== 'object' || content === null || !('algorithm' in content)) return {};
  const algorithm = STORED_CHECKSUM_ALGORITHMS.find((known) => known === content.algorithm);
  if (algorithm === undefined) return {};
  const isComposite = 'type' in content && content.type === 'COMPOSITE';
  return { checksum: { algorithm, type: isComposite ? 'COMPOSITE' : 'FULL_OBJECT' } };
}

function parsePartRecord(fields: Partial<Record<keyof PartRecord, unknown>>): PartRecord {
  const { partNumber, sizeBytes, etag, lastModified, dataFile } = fields;
  if (
    typeof partNumber !== 'number' ||
    typeof sizeBytes !== 'number' ||
    typeof etag !== 'string' ||
    typeof lastModified !== 'string' ||
    typeof dataFile !== 'string' ||
    !/^[0-9a-f.]+$/.test(dataFile)
  ) {
    throw new TypeError('A field is missing or of the wrong type.');
  }
  const checksum = parseChecksum(fields.checksum);
  return {
    partNumber,
    sizeBytes,
    etag,
    lastModified: new Date(lastModified),
    ...(checksum && { checksum }),
    dataFile,
  };
}
