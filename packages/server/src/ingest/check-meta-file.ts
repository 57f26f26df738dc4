import { parseMetaFile } from '@tiepoint/inspection';
import type { Database } from '../database/database.ts';
import { isPermanent } from '../errors/is-permanent.ts';
import { findOutage } from '../errors/outage.ts';
import { findMetaFile } from '../meta-files/find-meta-files.ts';
import {
  isReadable,
  MAX_META_FILE_BYTES,
  type MetaFile,
  metaStoredKey,
  metaUploadKey,
  removalsOfMetaFile,
} from '../meta-files/meta-file.ts';
import type { Logger } from '../observability/logger.ts';
import { ownerThrough } from '../projects/work-owner.ts';
import type { Attempt, Job, Queue } from '../queue/queue.ts';
import { ObjectMissing, type Storage } from '../storage/bucket.ts';
import { hashFile } from '../storage/hash-file.ts';
import { removalJob } from '../storage/removal-job.ts';
import { type FailedMetaFile, failMetaFile, type JudgedMetaFile, readyMetaFile } from './settle-meta-file.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  logger: Logger;
}

/** A meta file that has arrived and is to be checked. */
export interface MetaFileJob {
  metaFileId: string;
}

/** Retries go on for about eight minutes, as those of photos do. */
export const metaFileJob: Job<Needs, MetaFileJob> = {
  name: 'meta-file',
  retryLimit: 20,
  expireInSeconds: 300,
  uniqueKey: ({ metaFileId }) => metaFileId,
  ownership: ownerThrough('meta_files', ({ metaFileId }) => metaFileId),
  concurrency: 1,
  run: checkMetaFile,
};

/** What a check found: of a good file, or what is wrong. */
type Verdict = JudgedMetaFile | FailedMetaFile;

/** Copies a meta file out of the upload bucket, reads it line by line, and makes it Ready or Failed. */
async function checkMetaFile(needs: Needs, job: MetaFileJob, attempt: Attempt): Promise<void> {
  const file = await needs.database
    .selectFrom('metaFiles')
    .selectAll()
    .where('id', '=', job.metaFileId)
    .executeTakeFirst();
  if (file?.state !== 'Uploaded') return;
  try {
    const verdict = await judge(needs.storage, file, attempt.signal);
    const settled = await ('errors' in verdict
      ? failMetaFile(needs, file, verdict)
      : readyMetaFile(needs, file, verdict));
    if (!settled) return await checkMetaFile(needs, job, attempt);
    await tidyRemoved(needs, file);
  } catch (error) {
    // An outage says nothing about the file: it waits, and the sweep brings it back until it is over.
    const over = attempt.last || isPermanent(error);
    if (!over || attempt.signal.aborted || findOutage(error)) throw error;
    needs.logger.error({ err: error, metaFile: file.id }, 'meta file given up');
    const errors = ['The server could not read or store this file. Upload it again.'];
    await failMetaFile(needs, file, { errors });
  }
}

async function judge(storage: Storage, file: MetaFile, signal: AbortSignal): Promise<Verdict> {
  if (!isReadable(file.name)) {
    const what = `${file.name} is not supported: block files of other programs can't be read.`;
    return { errors: [`${what} Use pose.txt for positions and camera.txt for intrinsics.`] };
  }
  const uploaded = { bucket: file.bucket, key: metaUploadKey(file) };
  try {
    const object = await storage.uploads.get(uploaded.bucket)?.stat(uploaded.key);
    if (!object) return vanished(file);
    if (object.size > MAX_META_FILE_BYTES) {
      const errors = [`${file.name} has ${object.size} bytes; the limit is ${MAX_META_FILE_BYTES}.`];
      return { errors, uploadEtag: object.etag };
    }
    // From here on only the private copy is read: a client can replace the uploaded object.
    const { etag: uploadEtag } = await storage.adopt(uploaded, metaStoredKey(file));
    const sha1 = await storage.private.useFile(metaStoredKey(file), (path) => hashFile(path, signal));
    if (file.checksum && file.checksum !== sha1) return { errors: [describeDamage(file, sha1)], uploadEtag };
    const { mistakes } = await parseMetaFile(file.name, await storage.private.read(metaStoredKey(file)));
    return mistakes.length > 0 ? { errors: mistakes, uploadEtag } : { sha1, uploadEtag };
  } catch (error) {
    if (error instanceof ObjectMissing) return vanished(file);
    throw error;
  }
}

/** What was stored of a file that was removed meanwhile goes too. */
async function tidyRemoved(needs: Needs, file: MetaFile): Promise<void> {
  const kept = await findMetaFile(needs.database, file.projectId, file.id);
  if (!kept) await needs.queue.sendAll(needs.database, removalJob, removalsOfMetaFile(file));
}

function vanished(file: MetaFile): Verdict {
  return { errors: [`${file.name} is no longer in the upload bucket. Upload it again.`] };
}

function describeDamage(file: MetaFile, sha1: string): string {
  const what = `The uploaded file has the SHA-1 ${sha1}; ${file.checksum} was announced.`;
  return `${what} It was modified or damaged in transfer: upload it again.`;
}
