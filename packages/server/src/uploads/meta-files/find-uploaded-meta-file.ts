import type { Database } from '../../database/database.ts';
import { findMetaFileByChecksum } from '../../meta-files/find-meta-files.ts';
import type { MetaFile } from '../../meta-files/meta-file.ts';
import type { Project } from '../../projects/project.ts';
import { readAnnouncedChecksum } from '../read-announcement.ts';

/** The meta file of the project that has these bytes, by their SHA-1, and need not be sent again. */
export async function findUploadedMetaFile(
  { database }: { database: Database },
  project: Project,
  checksum: string,
): Promise<MetaFile | undefined> {
  const sha1 = readAnnouncedChecksum(checksum);
  return sha1 === null ? undefined : findMetaFileByChecksum(database, project.id, sha1);
}
