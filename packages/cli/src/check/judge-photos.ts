import { availableParallelism } from 'node:os';
import { hashPhotos } from '@tiepoint/client';
import { type FilePhoto, nodePlatform } from '@tiepoint/client/node';
import {
  createInspector,
  type Inspection,
  type Inspector,
  type PhotoFacts,
  type PhotoFault,
  type PhotoLimits,
  type PhotoWarning,
  warnOfPhoto,
  warnOfSet,
} from '@tiepoint/inspection';
import type { Shell } from '../shell.ts';

/** A file and its verdict. */
export interface JudgedPhoto {
  /** Its path below the folder. */
  name: string;
  /** Absent when the file can't be read. */
  sha1?: string;
  /** Why it can't be used; empty for a usable photo. */
  faults: PhotoFault[];
  /** Of a usable photo. */
  facts?: PhotoFacts;
  warnings: PhotoWarning[];
  /** Kept for photos without a position: their overlap is then found by image matching. */
  thumbnail?: Buffer;
}

/** A decoder process takes up to some hundred megabytes; more of them gain little, as the disk is the limit. */
const MAX_PROCESSES = 8;

/** Judges photos as a server with these limits would: one verdict per photo, in the same order. */
export async function judgePhotos(
  shell: Shell,
  photos: readonly FilePhoto[],
  limits: PhotoLimits,
): Promise<JudgedPhoto[]> {
  const checksums = await hashWithProgress(shell, photos);
  const line = shell.view.begin('Inspection', 'photos', photos.length);
  const inspector = createInspector({
    processes: Math.min(availableParallelism(), MAX_PROCESSES),
    limits,
  });
  let done = 0;
  try {
    const verdicts = photos.map(async (photo) => {
      const judged = await judgePhoto(shell, inspector, photo);
      line.set(++done);
      const sha1 = checksums.get(photo);
      return { ...judged, ...(sha1 && { sha1 }) };
    });
    const judged = await Promise.all(verdicts);
    line.finish();
    return warnOfSetToo(markCopies(judged));
  } finally {
    await inspector.close();
  }
}

async function hashWithProgress({ view, signal }: Shell, photos: readonly FilePhoto[]) {
  const totalBytes = photos.reduce((sum, photo) => sum + photo.sizeBytes, 0);
  const line = view.begin('Hashing', 'bytes', totalBytes);
  const checksums = await hashPhotos({
    platform: nodePlatform(),
    photos,
    onProgress: (hashedBytes) => line.set(hashedBytes),
    signal,
  });
  line.finish();
  return checksums;
}

async function judgePhoto({ signal }: Shell, inspector: Inspector, photo: FilePhoto): Promise<JudgedPhoto> {
  const { name, path, sizeBytes } = photo;
  const inspection = await inspectFile(inspector, path, { sizeBytes, signal });
  if ('faults' in inspection) return { name, faults: inspection.faults, warnings: [] };
  const { facts, thumbnails } = inspection;
  const thumbnail = facts.metadata.latitude === undefined ? thumbnails[0] : undefined;
  return { name, faults: [], facts, warnings: warnOfPhoto(facts), ...(thumbnail && { thumbnail }) };
}

/** An unreadable file gets a verdict here: there is no upload to retry. */
async function inspectFile(
  inspector: Inspector,
  path: string,
  { sizeBytes, signal }: { sizeBytes: number; signal: AbortSignal },
): Promise<Inspection> {
  try {
    return await inspector.inspect(path, { sizeBytes }, signal);
  } catch (error) {
    signal.throwIfAborted();
    // A file-system error: failures of a decoder process have no such code.
    if (!/^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const message = `The file can't be read: ${(error as Error).message}`;
    return { faults: [{ code: 'ProcessingFailed', message }] };
  }
}

/** Of usable photos with identical bytes, the first is kept. */
function markCopies(photos: readonly JudgedPhoto[]): JudgedPhoto[] {
  const originals = new Map<string, string>();
  return photos.map((photo) => {
    const { sha1 } = photo;
    if (sha1 === undefined || photo.faults.length > 0) return photo;
    const original = originals.get(sha1);
    if (original === undefined) {
      originals.set(sha1, photo.name);
      return photo;
    }
    const message = `Identical to ${original}. Nothing to do: one copy is enough.`;
    return { name: photo.name, sha1, faults: [{ code: 'Duplicate', message }], warnings: [] };
  });
}

/** Adds the warnings that depend on the other photos. */
function warnOfSetToo(photos: readonly JudgedPhoto[]): JudgedPhoto[] {
  const found = warnOfSet(photos.flatMap(({ name, facts }) => (facts ? [{ id: name, name, facts }] : [])));
  return photos.map((photo) => ({
    ...photo,
    warnings: [...photo.warnings, ...(found.get(photo.name) ?? [])],
  }));
}
