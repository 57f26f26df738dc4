import { removeModelFiles } from '../conversion/settle-import.ts';
import type { Database, Trx } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { DomainError } from '../errors/domain-error.ts';
import {
  type ImportedModel,
  importSourcesPrefix,
  type ModelFile,
  modelUploadKey,
} from '../models/imported-model.ts';
import { moveImport } from '../models/move-import.ts';
import type { Project } from '../projects/project.ts';
import type { Queue } from '../queue/queue.ts';
import type { PresignedUrl, Storage } from '../storage/bucket.ts';
import { removalJob } from '../storage/removal-job.ts';
import { PRESIGNED_SECONDS, requireUploadBucket } from './grant-upload.ts';
import { readChecksum } from './register-images.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

/** What a client says of a file before it sends it, or has it fetched. */
export interface ModelFileAnnouncement {
  /** The user's own name: other files of the model refer to it, and slices are told by it. */
  filename: string;
  /** SHA-1 as 40 hexadecimal digits; empty counts as absent. */
  checksum?: string | null;
  /** Where the server fetches the file from, where no client sends it. */
  sourceUrl?: string;
}

const MAX_NAME_CHARACTERS = 1000;
const MAX_FILES = 2000;

/** Registers a file of a model that was made elsewhere, and grants its upload. */
export async function registerModelFile(
  needs: Needs,
  project: Project,
  bucketName: string,
  announcement: ModelFileAnnouncement,
): Promise<{ file: ModelFile; credential: PresignedUrl }> {
  const bucket = requireUploadBucket(needs.storage, bucketName);
  const file = await needs.database
    .transaction()
    .execute((trx) => recordModelFile(needs, trx, project, bucketName, announcement));
  return { file, credential: await bucket.grantUpload(modelUploadKey(file), PRESIGNED_SECONDS) };
}

/**
 * The record alone. The first file after a conversion, whatever came of it, begins a new upload; a file of the same
 * name takes the place of the one before it.
 */
export async function recordModelFile(
  needs: Pick<Needs, 'queue' | 'now'>,
  trx: Trx,
  project: Project,
  bucket: string,
  { filename, checksum, sourceUrl }: ModelFileAnnouncement,
): Promise<ModelFile> {
  const name = readName(filename);
  const { uploadId } = await beginUpload(needs, trx, project);
  const replaced = await trx
    .deleteFrom('modelFiles')
    .where('uploadId', '=', uploadId)
    .where('name', '=', name)
    .returningAll()
    .execute();
  await removeModelFiles(needs.queue, trx, replaced);
  const id = newId(needs.now());
  const extension = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? '';
  return trx
    .insertInto('modelFiles')
    .values({
      id,
      projectId: project.id,
      uploadId,
      name,
      filename: `${id}${extension}`,
      bucket,
      checksum: checksum ? readChecksum(checksum) : null,
      state: 'Pending',
      sourceUrl,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The imported model of a project, locked against others until the transaction ends; a DomainError without one. */
export async function lockImport(trx: Trx, project: Project): Promise<ImportedModel> {
  const model = await trx
    .selectFrom('importedModels')
    .selectAll()
    .where('projectId', '=', project.id)
    .forUpdate()
    .executeTakeFirst();
  if (model) return model;
  const message =
    'This project makes its model out of photos. Create one with `imported: true` for a finished model.';
  throw new DomainError('BAD_INPUT', message);
}

/** The upload that takes a further file. */
async function beginUpload(
  needs: Pick<Needs, 'queue' | 'now'>,
  trx: Trx,
  project: Project,
): Promise<ImportedModel> {
  const model = await lockImport(trx, project);
  if (model.state === 'Pending') {
    await assertRoom(trx, model);
    // Who registers one more file has not sent them all.
    await trx
      .updateTable('importedModels')
      .set({ complete: false })
      .where('projectId', '=', project.id)
      .execute();
    return model;
  }
  const left = await trx
    .deleteFrom('modelFiles')
    .where('uploadId', '=', model.uploadId)
    .returningAll()
    .execute();
  await removeModelFiles(needs.queue, trx, left);
  await needs.queue.send(trx, removalJob, { prefix: importSourcesPrefix(model) });
  const begun = await moveImport(trx, model, { to: 'Pending', newUploadId: newId(needs.now()) });
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
  throw new DomainError('BAD_INPUT', `A model is sent as at most ${MAX_FILES} files. Pack it as a ZIP.`);
}

function readName(filename: string): string {
  const name = filename.trim();
  if (name.length > 0 && name.length <= MAX_NAME_CHARACTERS) return name;
  throw new DomainError('BAD_INPUT', `A filename has 1 to ${MAX_NAME_CHARACTERS} characters.`);
}
