import type { Database, Trx } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { Image, ImageType } from '../images/image.ts';
import { uploadKey } from '../images/image.ts';
import { moveImage } from '../images/move-image.ts';
import type { Project } from '../projects/project.ts';
import type { Storage, UploadCredential } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  storage: Storage;
  now: () => Date;
}

/** What a client says of a photo before it sends it. */
export interface Announcement {
  bucket: string;
  /** The user's own name. */
  filename: string;
  type?: ImageType | null;
  /** SHA-1 as 40 hexadecimal digits; empty counts as absent. */
  checksum?: string | null;
}

/** A presigned PUT is valid for 3 hours. */
const UPLOAD_SECONDS = 3 * 3600;
const MAX_NAME_CHARACTERS = 1000;

const extensions: Record<ImageType, string> = { JPEG: 'jpg', PNG: 'png', TIFF: 'tif' };
const typesByExtension: Record<string, ImageType> = { png: 'PNG', tif: 'TIFF', tiff: 'TIFF' };

/**
 * Registers a photo and grants its upload. The same checksum in the same project is one record, in parallel
 * too; a record that was Invalid becomes Pending again.
 */
export async function registerImage(
  needs: Needs,
  project: Project,
  announcement: Announcement,
): Promise<{ image: Image; credential: UploadCredential }> {
  const bucket = needs.storage.uploads.get(announcement.bucket);
  if (!bucket) throw new DomainError('BAD_INPUT', `There is no bucket ${announcement.bucket}.`);
  const draft = readAnnouncement(announcement);
  const image = await needs.database
    .transaction()
    .execute((trx) => recordImage(trx, project.id, draft, newId(needs.now())));
  const credential = await bucket.grantUpload(uploadKey(image), UPLOAD_SECONDS);
  return { image, credential };
}

type Draft = Pick<Image, 'name' | 'type' | 'bucket' | 'checksum'>;

function readAnnouncement(announcement: Announcement): Draft {
  const checksum = announcement.checksum ? readChecksum(announcement.checksum) : null;
  const name = announcement.filename.trim() || 'unnamed';
  if (name.length > MAX_NAME_CHARACTERS) {
    throw new DomainError('BAD_INPUT', `A filename has at most ${MAX_NAME_CHARACTERS} characters.`);
  }
  const extension = name.split('.').pop()?.toLowerCase() ?? '';
  const type = announcement.type ?? typesByExtension[extension] ?? 'JPEG';
  return { name, type, bucket: announcement.bucket, checksum };
}

/** Reads a SHA-1 in hexadecimal digits of either case. */
export function readChecksum(checksum: string): string {
  if (/^[0-9a-f]{40}$/i.test(checksum)) return checksum.toLowerCase();
  throw new DomainError('BAD_INPUT', 'A checksum is the SHA-1 of the photo as 40 hexadecimal digits.');
}

async function recordImage(trx: Trx, projectId: string, draft: Draft, id: string): Promise<Image> {
  const filename = `${draft.checksum ?? id}.${extensions[draft.type]}`;
  const created = await trx
    .insertInto('images')
    .values({ id, projectId, filename, state: 'Pending', ...draft })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (created) return created;
  const known = await trx
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('checksum', '=', draft.checksum)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (known.state !== 'Invalid') return known;
  const facts = { name: draft.name, bucket: draft.bucket };
  const revived = await moveImage(trx, known.id, { from: 'Invalid', to: 'Pending', facts });
  return revived ?? known;
}
