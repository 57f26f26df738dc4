import type { Database, Trx } from '../database/database.ts';
import { type MetaFile, metaStoredKey, metaUploadKey, removalsOfMetaFile } from '../meta-files/meta-file.ts';
import { SETTLED_META_FILE_STATES } from '../meta-files/meta-file-state.ts';
import { moveMetaFile } from '../meta-files/move-meta-file.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { removalJob } from '../storage/removal-job.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/** What a check found of a good file. */
export interface JudgedMetaFile {
  sha1: string;
  /** ETag of the uploaded bytes that were judged. */
  uploadEtag: string;
}

/** Why a file has Failed. */
export interface FailedMetaFile {
  /** In sentences. */
  errors: string[];
  /** ETag of the uploaded bytes that were judged; default: those that arrived first. */
  uploadEtag?: string;
}

/** Rolls back: there are other bytes than those that were judged. */
class Superseded extends Error {}

/**
 * Makes a checked file the one of its name that counts; those of that name that were settled before go. False where
 * other bytes have arrived meanwhile: nothing has changed then, and they are to be judged.
 */
export async function readyMetaFile(needs: Needs, file: MetaFile, judged: JudgedMetaFile): Promise<boolean> {
  const moved = await unlessSuperseded(needs, { file, uploadEtag: judged.uploadEtag }, (trx) =>
    replaceReady({ ...needs, database: trx }, file, judged.sha1),
  );
  if (moved) await needs.storage.uploads.get(file.bucket)?.remove(metaUploadKey(file), judged.uploadEtag);
  return moved !== false;
}

/** Makes a change in one transaction; false, and no change, where other bytes lie there than those that were judged. */
async function unlessSuperseded(
  { database, storage }: Needs,
  { file, uploadEtag }: { file: MetaFile; uploadEtag: string | undefined },
  change: (trx: Trx) => Promise<MetaFile | undefined>,
): Promise<MetaFile | undefined | false> {
  try {
    return await database.transaction().execute(async (trx) => {
      const changed = await change(trx);
      if (!changed || uploadEtag === undefined) return changed;
      const stored = await storage.uploads.get(file.bucket)?.stat(metaUploadKey(file));
      if (stored && stored.etag !== uploadEtag) throw new Superseded();
      return changed;
    });
  } catch (error) {
    if (error instanceof Superseded) return false;
    throw error;
  }
}

async function replaceReady(
  { database: trx, queue }: { database: Trx; queue: Queue },
  file: MetaFile,
  sha1: string,
): Promise<MetaFile | undefined> {
  const held = await trx
    .selectFrom('metaFiles')
    .select('id')
    .where('id', '=', file.id)
    .where('state', '=', file.state)
    .forUpdate()
    .executeTakeFirst();
  if (!held) return undefined;
  const replaced = await trx
    .deleteFrom('metaFiles')
    .where('projectId', '=', file.projectId)
    .where('name', '=', file.name)
    .where('state', 'in', [...SETTLED_META_FILE_STATES])
    .where('id', '!=', file.id)
    .returningAll()
    .execute();
  await queue.sendAll(trx, removalJob, replaced.flatMap(removalsOfMetaFile));
  // Should the stored file be damaged later, the same bytes bring it back.
  return moveMetaFile(trx, file.id, { from: 'Uploaded', to: 'Ready', facts: { sha1, uploadEtag: null } });
}

/**
 * Ends a file's way, and removes the bytes that were judged. Others that arrive later stay, and bring the file back. False
 * where they have arrived already: nothing has changed then, and they are to be judged.
 */
export async function failMetaFile(
  needs: Needs,
  file: MetaFile,
  { errors, uploadEtag }: FailedMetaFile,
): Promise<boolean> {
  const facts = uploadEtag === undefined ? {} : { uploadEtag };
  const failed = await unlessSuperseded(needs, { file, uploadEtag }, (trx) =>
    moveMetaFile(trx, file.id, { from: file.state, to: 'Failed', errors, facts }),
  );
  if (failed && failed.uploadEtag !== null) {
    const { uploads, private: kept } = needs.storage;
    await kept.remove(metaStoredKey(failed), failed.uploadEtag);
    await uploads.get(failed.bucket)?.remove(metaUploadKey(failed), failed.uploadEtag);
    await forgetJudged(needs.database, failed);
  }
  return failed !== false;
}

/** What is there from now on has arrived since, even if it is the same. */
async function forgetJudged(database: Database, { id, uploadEtag }: MetaFile): Promise<void> {
  await database
    .updateTable('metaFiles')
    .set({ uploadEtag: null })
    .where('id', '=', id)
    .where('state', '=', 'Failed')
    .where('uploadEtag', '=', uploadEtag)
    .execute();
}
