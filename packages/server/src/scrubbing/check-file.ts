import { createHash } from 'node:crypto';
import { openStoredObject, type StoredObject } from '@tiepoint/object-store';
import { pause } from '../loop/pause.ts';
import { isAway, StorageAway } from '../storage/storage-away.ts';
import type { Pace } from './pace.ts';
import { isUnreadable, PRIVATE_BUCKET } from './storage-away.ts';

/** What looking at stored files needs. */
export interface FileNeeds {
  /** Folder of the embedded object store. */
  objectsFolder: string;
  pace: Pace;
}

/** A file in private storage, and what is known of it. */
export interface KnownFile {
  key: string;
  size?: number | null;
  /** Without a digest the MD5 counts that the store has noted when the file was written. */
  digest?: Digest | null;
  /** It may well not be there: one look says so. */
  isOptional?: boolean;
}

interface Digest {
  algorithm: 'sha1' | 'sha256';
  /** In hexadecimal digits. */
  value: string;
}

/** What became of a file. */
export type Damage = 'damaged' | 'missing' | 'unreadable';

/** What was found, and how many bytes were read for it. */
export interface Finding {
  state: 'intact' | Damage;
  bytes: number;
  /** Of what was read. */
  sha256?: string;
}

type ThereObject = StoredObject & { state: 'there' };

const READ_BYTES = 256 * 1024;
/** A bad cable or memory cell is not taken for a bad file. */
const LOOKS: Record<Damage, number> = { damaged: 2, missing: 2, unreadable: 4 };
const PAUSE_MS = 500;

/**
 * Reads a stored file and compares it with what is known of it, more than once where it is not intact. Throws
 * StorageAway where the disk has gone, and all other errors that say nothing of the file.
 */
export async function checkFile(needs: FileNeeds, file: KnownFile, signal: AbortSignal): Promise<Finding> {
  let bytes = 0;
  for (let looks = 1; ; looks++) {
    const finding = await look(needs, file, signal);
    bytes += finding.bytes;
    const { state } = finding;
    const isSure = state === 'intact' || (state === 'missing' && file.isOptional) || looks >= LOOKS[state];
    if (isSure) return { ...finding, bytes };
    await pause(PAUSE_MS, signal);
    signal.throwIfAborted();
  }
}

/** Opens a stored file and reads it; says what became of it otherwise. Throws StorageAway where the disk has gone. */
export async function readStored<Content extends object>(
  { objectsFolder }: FileNeeds,
  key: string,
  readContent: (object: ThereObject) => Promise<Content>,
): Promise<Content | Damage> {
  try {
    const object = await openStoredObject(objectsFolder, { bucket: PRIVATE_BUCKET, key });
    if (object.state !== 'there') return object.state;
    await using _ = object.file;
    return await readContent(object);
  } catch (error) {
    if (isAway(error)) throw new StorageAway({ cause: error });
    if (isUnreadable(error)) return 'unreadable';
    throw error;
  }
}

async function look(needs: FileNeeds, file: KnownFile, signal: AbortSignal): Promise<Finding> {
  const found = await readStored(needs, file.key, (object) =>
    read({ object, file, pace: needs.pace }, signal),
  );
  return typeof found === 'string' ? { state: found, bytes: 0 } : found;
}

async function read(
  { object, file, pace }: { object: ThereObject; file: KnownFile; pace: Pace },
  signal: AbortSignal,
): Promise<Finding> {
  const { algorithm, value } = file.digest ?? {
    algorithm: object.md5 === undefined ? 'sha256' : 'md5',
    value: object.md5,
  };
  const hash = createHash(algorithm);
  const sha256 = file.digest === null ? createHash('sha256') : undefined;
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await object.file.read(buffer, 0, READ_BYTES, bytes);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    sha256?.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
    await pace.spend(bytesRead, signal);
    signal.throwIfAborted();
  }
  const isWhole = bytes === (file.size ?? object.sizeBytes);
  const isIntact = isWhole && (value === undefined || hash.digest('hex') === value);
  return { state: isIntact ? 'intact' : 'damaged', bytes, ...(sha256 && { sha256: sha256.digest('hex') }) };
}
