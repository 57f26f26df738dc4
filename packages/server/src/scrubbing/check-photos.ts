import { THUMBNAIL_SIZES } from '@tiepoint/inspection';
import type { Selectable } from 'kysely';
import type { Tables } from '../database/database.ts';
import { inChunks } from '../database/in-chunks.ts';
import { type Image, originalKey, thumbnailKey } from '../images/image.ts';
import { moveImage } from '../images/move-image.ts';
import { checkFile, type Damage } from './check-file.ts';
import { checkTiles } from './check-tiles.ts';
import { type RemakeJob, remakeJob } from './remake-views.ts';
import { checkOriginal, type Range, type StageNeeds, type Step, skip, stepOf, tellDamage } from './stage.ts';

type Photo = Pick<Selectable<Tables['images']>, 'id' | 'projectId' | 'name' | 'sha1' | 'size' | 'movedAt'>;

/** What became of the photo, for its owner. */
const SENTENCES: Record<Damage, string> = {
  damaged: 'The photo was damaged on the disk of the server. Upload it again.',
  missing: 'The photo is missing on the disk of the server. Upload it again.',
  unreadable: 'The photo cannot be read from the disk of the server any more. Upload it again.',
};

/**
 * Looks at the Ready photos: one whose original is lost becomes Invalid, so that clients send it again; thumbnails and
 * tiles are made again.
 */
export async function* checkPhotos(
  needs: StageNeeds,
  { after, projectId }: Range,
  signal: AbortSignal,
): AsyncGenerator<Step, void> {
  const rows = needs.database
    .selectFrom('images')
    .select(['id', 'projectId', 'name', 'sha1', 'size', 'movedAt'])
    .where('state', '=', 'Ready')
    .where('id', '>', after)
    .$if(projectId !== undefined, (query) => query.where('projectId', '=', projectId ?? ''));
  for await (const chunk of inChunks(rows, 'id', signal)) {
    for (const photo of chunk) yield await checkPhoto(needs, photo, signal);
  }
}

async function checkPhoto(needs: StageNeeds, photo: Photo, signal: AbortSignal): Promise<Step> {
  const key = originalKey(photo);
  const digest = photo.sha1 === null ? undefined : { algorithm: 'sha1' as const, value: photo.sha1 };
  const isListed = () => isReady(needs, photo);
  const finding = await checkOriginal(needs, { key, size: photo.size, digest, isListed }, signal);
  if (!finding) return skip(photo.id);
  const step = stepOf(photo.id, finding, false);
  if (finding.state !== 'intact') {
    const moved = await loseOriginal(needs, photo, finding.state);
    if (moved) tellDamage(needs, { ...describe(photo), kind: 'photo', damage: finding.state }, key);
    return { ...step, damaged: moved ? 1 : 0 };
  }
  const views = await checkViews(needs, photo, signal);
  const { files, bytes } = { files: step.files + views.files, bytes: step.bytes + views.bytes };
  if (!views.damage) return { ...step, files, bytes };
  if (!(await isListed())) return skip(photo.id);
  await needs.queue.send(needs.database, remakeJob, { imageId: photo.id, views: views.views });
  tellDamage(needs, { ...describe(photo), kind: views.views, damage: views.damage }, key);
  return { ...step, files, bytes, remade: 1 };
}

async function isReady({ database }: StageNeeds, { id }: Photo): Promise<boolean> {
  const row = database.selectFrom('images').select('id').where('id', '=', id).where('state', '=', 'Ready');
  return (await row.executeTakeFirst()) !== undefined;
}

function describe({ projectId, name }: Photo) {
  return { projectId, name };
}

/** False where somebody else has moved or removed the photo since it was looked at. */
async function loseOriginal({ database }: StageNeeds, photo: Photo, damage: Damage): Promise<boolean> {
  return database.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('images')
      .select('movedAt')
      .where('id', '=', photo.id)
      .forUpdate()
      .executeTakeFirst();
    if (held?.movedAt.getTime() !== photo.movedAt.getTime()) return false;
    const faults = [{ code: 'Damaged' as const, message: SENTENCES[damage] }];
    const moved = await moveImage(trx, photo.id, {
      from: 'Ready',
      to: 'Invalid',
      faults,
      // The same bytes are judged again when they come.
      facts: { damagedAt: new Date(), uploadEtag: null },
    });
    return moved !== undefined;
  });
}

/** Looks at what can be made again from the original. */
async function checkViews(
  needs: StageNeeds,
  photo: Pick<Image, 'id' | 'projectId'>,
  signal: AbortSignal,
): Promise<{ files: number; bytes: number; views: RemakeJob['views']; damage?: Damage }> {
  const seen = { files: 0, bytes: 0, views: 'thumbnails' as const };
  for (const size of THUMBNAIL_SIZES) {
    const { state, bytes } = await checkFile(needs, { key: thumbnailKey(photo, size) }, signal);
    seen.files += 1;
    seen.bytes += bytes;
    if (state !== 'intact') return { ...seen, damage: state };
  }
  const tiles = await checkTiles(needs, photo, signal);
  return { ...tiles, views: 'tiles', files: seen.files + tiles.files, bytes: seen.bytes + tiles.bytes };
}
