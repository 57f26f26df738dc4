import type { Database, Trx } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { META_FILE_NAMES, type MetaFile, type MetaFileName } from '../../meta-files/meta-file.ts';
import { tellMetaFile } from '../../meta-files/move-meta-file.ts';
import type { Project } from '../../projects/project.ts';
import type { Storage } from '../../storage/bucket.ts';
import { requireUploadBucket } from '../grant-upload.ts';
import { readAnnouncedChecksum } from '../read-announcement.ts';

interface Needs {
  database: Database;
  storage: Storage;
  now: () => Date;
}

/** What a client says of a meta file before it sends it, or has it fetched. */
export interface MetaFileAnnouncement {
  bucket: string;
  /** One of the known names, in upper or lower case. */
  filename: string;
  /** SHA-1 as 40 hexadecimal digits; empty counts as absent. */
  checksum?: string | null;
  /** Where the server fetches the file from, where no client sends it. */
  sourceUrl?: string;
}

/** Registers a meta file. Each registration is a file of its own until one is Ready. */
export async function registerMetaFile(
  { database, storage, now }: Needs,
  project: Project,
  announcement: MetaFileAnnouncement,
): Promise<MetaFile> {
  requireUploadBucket(storage, announcement.bucket);
  return database
    .transaction()
    .execute((trx) => recordMetaFile({ database: trx, now }, project, announcement));
}

/** Writes the record and tells of it in the log, within the caller's transaction. */
export async function recordMetaFile(
  { database, now }: { database: Trx; now: () => Date },
  project: Project,
  { bucket, filename, checksum, sourceUrl }: MetaFileAnnouncement,
): Promise<MetaFile> {
  const name = readMetaFileName(filename);
  const id = newId(now());
  const file = await database
    .insertInto('metaFiles')
    .values({
      id,
      projectId: project.id,
      name,
      filename: `${id}-${name}`,
      bucket,
      checksum: readAnnouncedChecksum(checksum),
      state: 'Pending',
      sourceUrl,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tellMetaFile(database, file);
  return file;
}

function readMetaFileName(filename: string): MetaFileName {
  const wanted = filename.trim().toLowerCase();
  const name = META_FILE_NAMES.find((known) => known === wanted);
  if (name) return name;
  throw new DomainError('BAD_INPUT', `A meta file must have one of the names ${META_FILE_NAMES.join(', ')}.`);
}
