import type { Database, Trx } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { DomainError } from '../errors/domain-error.ts';
import { type MetaFile, type MetaFileName, metaFileNames, metaUploadKey } from '../meta-files/meta-file.ts';
import { tellMetaFile } from '../meta-files/move-meta-file.ts';
import type { Project } from '../projects/project.ts';
import type { PresignedUrl, Storage } from '../storage/bucket.ts';
import { PRESIGNED_SECONDS, requireUploadBucket } from './grant-upload.ts';
import { readChecksum } from './register-images.ts';

interface Needs {
  database: Database;
  storage: Storage;
  now: () => Date;
}

/** What a client says of a meta file before it sends it. */
export interface MetaFileAnnouncement {
  /** One of the known names, in upper or lower case. */
  filename: string;
  /** SHA-1 as 40 hexadecimal digits; empty counts as absent. */
  checksum?: string | null;
}

/** Registers a meta file and grants its upload. Each registration is a file of its own until one is Ready. */
export async function registerMetaFile(
  { database, storage, now }: Needs,
  project: Project,
  bucketName: string,
  announcement: MetaFileAnnouncement,
): Promise<{ file: MetaFile; credential: PresignedUrl }> {
  const bucket = requireUploadBucket(storage, bucketName);
  const file = await database
    .transaction()
    .execute((trx) => recordMetaFile(trx, project, bucketName, { ...announcement, now: now() }));
  return { file, credential: await bucket.grantUpload(metaUploadKey(file), PRESIGNED_SECONDS) };
}

/** Writes the record and tells of it in the log; `sourceUrl` where the server fetches the file itself. */
export async function recordMetaFile(
  trx: Trx,
  project: Project,
  bucket: string,
  { filename, checksum, sourceUrl, now }: MetaFileAnnouncement & { sourceUrl?: string; now: Date },
): Promise<MetaFile> {
  const name = readMetaFileName(filename);
  const id = newId(now);
  const file = await trx
    .insertInto('metaFiles')
    .values({
      id,
      projectId: project.id,
      name,
      filename: `${id}-${name}`,
      bucket,
      checksum: checksum ? readChecksum(checksum) : null,
      state: 'Pending',
      sourceUrl,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tellMetaFile(trx, file);
  return file;
}

function readMetaFileName(filename: string): MetaFileName {
  const wanted = filename.trim().toLowerCase();
  const name = metaFileNames.find((known) => known === wanted);
  if (name) return name;
  throw new DomainError('BAD_INPUT', `A meta file is called ${metaFileNames.join(', ')}.`);
}
