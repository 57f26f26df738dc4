import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { newIds } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { tellOfEach } from '../../events/tell-of-each.ts';
import type { Image, ImageType } from '../../images/image.ts';
import { moveImages } from '../../images/move-image.ts';
import type { Project } from '../../projects/project.ts';
import type { Storage } from '../../storage/bucket.ts';
import { requireUploadBucket } from '../grant-upload.ts';
import { readAnnouncedChecksum, readFilename } from '../read-announcement.ts';

interface Needs {
  database: Database;
  storage: Storage;
  now: () => Date;
}

/** What a client says of a photo before it sends it. */
export interface ImageAnnouncement {
  /** The user's own name. */
  filename: string;
  type?: ImageType | null;
  /** SHA-1 as 40 hexadecimal digits; empty counts as absent. */
  checksum?: string | null;
  /** Size of the file in bytes. */
  size?: number | null;
}

const MAX_IMAGES = 1000;

const EXTENSIONS: Record<ImageType, string> = { JPEG: 'jpg', PNG: 'png', TIFF: 'tif' };
const TYPES_BY_EXTENSION: Record<string, ImageType> = { png: 'PNG', tif: 'TIFF', tiff: 'TIFF' };

/**
 * Registers photos, in their order and in a few statements. The same checksum in the same project is one record,
 * in parallel too; a record that was Invalid becomes Pending again. Refuses all when one can't be read.
 */
export async function registerImages(
  needs: Needs,
  project: Project,
  { bucket, images }: { bucket: string; images: readonly ImageAnnouncement[] },
): Promise<Image[]> {
  requireUploadBucket(needs.storage, bucket);
  if (images.length > MAX_IMAGES) {
    throw new DomainError('BAD_INPUT', `At most ${MAX_IMAGES} images can be registered in one call.`);
  }
  const announcements = images.map(readAnnouncement);
  // Photos are listed by their ids: in the order of the call.
  const drafts = newIds(needs.now(), images.length).map((id, index) => ({
    id,
    bucket,
    ...announcements[index]!,
  }));
  return recordImages(needs.database, project.id, drafts);
}

type Draft = Pick<Image, 'id' | 'name' | 'type' | 'bucket' | 'checksum' | 'announcedType' | 'announcedSize'>;

function readSize(size: number): number {
  if (Number.isSafeInteger(size) && size >= 0) return size;
  throw new DomainError('BAD_INPUT', 'The size must be a whole number of bytes.');
}

function readAnnouncement(announcement: ImageAnnouncement): Omit<Draft, 'id' | 'bucket'> {
  const checksum = readAnnouncedChecksum(announcement.checksum);
  const name = readFilename(announcement.filename, 'unnamed');
  const extension = name.split('.').pop()?.toLowerCase() ?? '';
  const announcedType = announcement.type ?? null;
  const type = announcedType ?? TYPES_BY_EXTENSION[extension] ?? 'JPEG';
  const announcedSize = announcement.size == null ? null : readSize(announcement.size);
  return { name, type, checksum, announcedType, announcedSize };
}

/** The record of each draft: a new one, or the one that has its checksum already. */
async function recordImages(
  database: Database,
  projectId: string,
  drafts: readonly Draft[],
): Promise<Image[]> {
  if (drafts.length === 0) return [];
  const rows = drafts.map((draft) => ({
    ...draft,
    projectId,
    state: 'Pending' as const,
    filename: `${placeOf(draft)}.${EXTENSIONS[draft.type]}`,
  }));
  // In one order for everybody: two sets that share photos wait for each other, and never both.
  rows.sort((a, b) => (a.filename < b.filename ? -1 : 1));
  const created = await database
    .with('created', (query) =>
      query
        .insertInto('images')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .returningAll(),
    )
    .with('told', () => tellOfEach('created', 'ImageRegistered', { imageState: 'Pending' }))
    .selectFrom('created')
    .selectAll()
    .execute();
  const known = created.length === drafts.length ? [] : await findKnown(database, projectId, drafts);
  const byId = new Map(created.map((image) => [image.id, image]));
  const byChecksum = new Map([...created, ...known].map((image) => [image.checksum, image]));
  return drafts.map((draft) => {
    const image = byId.get(draft.id) ?? byChecksum.get(draft.checksum);
    if (!image) throw new Error(`The image ${draft.id} was neither recorded nor known.`);
    return image;
  });
}

/** Of each registration its own: what removes the bytes of an earlier one never meets those of this one. */
function placeOf({ id, checksum }: Draft): string {
  return checksum === null ? id : `${checksum}-${id.slice(-8)}`;
}

/** Records that have the drafts' checksums already; the Invalid ones are brought back to Pending. */
async function findKnown(database: Database, projectId: string, drafts: readonly Draft[]): Promise<Image[]> {
  const checksums = drafts.flatMap(({ checksum }) => checksum ?? []);
  if (checksums.length === 0) return [];
  await announceAgain(database, projectId, drafts);
  const known = await database
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('checksum', 'in', checksums)
    .execute();
  const invalid = known.filter(({ state }) => state === 'Invalid').map(({ id }) => id);
  const facts = { bucket: drafts[0]?.bucket };
  const revived = await moveImages(database, invalid, { from: 'Invalid', to: 'Pending', facts });
  return [...known, ...revived];
}

/** A photo that has not arrived, or was Invalid, may be announced otherwise than before. */
async function announceAgain(database: Database, projectId: string, drafts: readonly Draft[]): Promise<void> {
  const announced = {
    checksums: drafts.map(({ checksum }) => checksum),
    types: drafts.map(({ announcedType }) => announcedType),
    sizes: drafts.map(({ announcedSize }) => announcedSize),
  };
  await sql`update images set announced_type = again.type, announced_size = again.size
    from unnest(${announced.checksums}::text[], ${announced.types}::text[], ${announced.sizes}::bigint[])
      as again (checksum, type, size)
    where images.project_id = ${projectId} and images.checksum = again.checksum
      and images.state in ('Pending', 'Uploading', 'Invalid')`.execute(database);
}
