import type { Database } from '../../database/database.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { findArrivedImages } from '../../images/find-images.ts';
import type { Image } from '../../images/image.ts';
import type { Project } from '../../projects/project.ts';
import { readChecksum } from '../read-announcement.ts';

const MAX_CHECKSUMS = 1000;

/** For each SHA-1, in their order, the image of the project that has these bytes and need not be sent again. */
export async function findUploadedImages(
  { database }: { database: Database },
  project: Project,
  checksums: readonly string[],
): Promise<(Image | undefined)[]> {
  if (checksums.length > MAX_CHECKSUMS) {
    throw new DomainError('BAD_INPUT', `At most ${MAX_CHECKSUMS} checksums are allowed in one call.`);
  }
  return findArrivedImages(database, project.id, checksums.map(readChecksum));
}
