import type { Database, Trx } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import {
  type ImportedModel,
  importSourcesPrefix,
  type ModelFile,
  removalsOfModelFile,
} from '../../models/imported-model.ts';
import { lockImport } from '../../models/lock-import.ts';
import { moveImport } from '../../models/move-import.ts';
import type { Project } from '../../projects/project.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Storage } from '../../storage/bucket.ts';
import { removalJob } from '../../storage/removal-job.ts';
import { requireUploadBucket } from '../grant-upload.ts';
import { readAnnouncedChecksum, readFilename } from '../read-announcement.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

/** What writing the record needs: within the caller's transaction. */
interface RecordNeeds {
  database: Trx;
  queue: Queue;
  now: () => Date;
}

/** What a client says of a file before it sends it, or has it fetched. */
export interface ModelFileAnnouncement {
  bucket: string;
  /** The user's own name: other files of the model refer to it, and slices are told by it. */
  filename: string;
  /** SHA-1 as 40 hexadecimal digits; empty counts as absent. */
  checksum?: string | null;
  /** Where the server fetches the file from, where no client sends it. */
  sourceUrl?: string;
}

const MAX_FILES = 2000;

/** Registers a file of a model that was made elsewhere. */
export async function registerModelFile(
  needs: Needs,
  project: Project,
  announcement: ModelFileAnnouncement,
): Promise<ModelFile> {
  requireUploadBucket(needs.storage, announcement.bucket);
  return needs.database
    .transaction()
    .execute((trx) => recordModelFile({ ...needs, database: trx }, project, announcement));
}

/**
 * The record alone. The first file after a conversion, whatever came of it, begins a new upload; a file of the same
 * name takes the place of the one before it.
 */
export async function recordModelFile(
  needs: RecordNeeds,
  project: Project,
  { bucket, filename, checksum, sourceUrl }: ModelFileAnnouncement,
): Promise<ModelFile> {
  const { database, queue, now } = needs;
  const name = readFilename(filename);
  const { uploadId } = await beginUpload(needs, project);
  const replaced = await database
    .deleteFrom('modelFiles')
    .where('uploadId', '=', uploadId)
    .where('name', '=', name)
    .returningAll()
    .execute();
  await queue.sendAll(database, removalJob, replaced.flatMap(removalsOfModelFile));
  const id = newId(now());
  const extension = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? '';
  return database
    .insertInto('modelFiles')
    .values({
      id,
      projectId: project.id,
      uploadId,
      name,
      filename: `${id}${extension}`,
      bucket,
      checksum: readAnnouncedChecksum(checksum),
      state: 'Pending',
      sourceUrl,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The upload that takes a further file. */
async function beginUpload({ database, queue, now }: RecordNeeds, project: Project): Promise<ImportedModel> {
  const model = await lockImport(database, project);
  if (model.state === 'Pending') {
    await assertRoom(database, model);
    // Who registers one more file has not sent them all.
    await database
      .updateTable('importedModels')
      .set({ complete: false })
      .where('projectId', '=', project.id)
      .execute();
    return model;
  }
  const left = await database
    .deleteFrom('modelFiles')
    .where('uploadId', '=', model.uploadId)
    .returningAll()
    .execute();
  const sent = left.flatMap(removalsOfModelFile);
  await queue.sendAll(database, removalJob, [...sent, { prefix: importSourcesPrefix(model) }]);
  const begun = await moveImport(database, model, { to: 'Pending', newUploadId: newId(now()) });
  if (!begun) throw new Error(`The imported model of ${project.id} moved while it was locked.`);
  return begun;
}

async function assertRoom(trx: Trx, { uploadId }: ImportedModel): Promise<void> {
  const { count } = await trx
    .selectFrom('modelFiles')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('uploadId', '=', uploadId)
    .executeTakeFirstOrThrow();
  if (count < MAX_FILES) return;
  throw new DomainError('BAD_INPUT', `A model can have at most ${MAX_FILES} files. Pack it as a ZIP.`);
}
