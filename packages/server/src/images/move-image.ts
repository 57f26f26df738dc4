import { sql, type UpdateObject } from 'kysely';
import type { Executor, Tables } from '../database/database.ts';
import { tellOfEach } from '../events/tell-of-each.ts';
import type { Image, ImageFault } from './image.ts';
import { canMove, type ImageState, statesBefore } from './image-state.ts';

/** What may be kept of an image when it moves. */
export type ImageFacts = Partial<
  Pick<
    Image,
    | 'name'
    | 'type'
    | 'bucket'
    | 'sha1'
    | 'size'
    | 'width'
    | 'height'
    | 'exif'
    | 'measures'
    | 'uploadEtag'
    | 'damagedAt'
  >
>;

/** A move of images: from some states or from any that may move there, with facts to keep or faults to tell. */
interface Move {
  from?: ImageState | readonly ImageState[];
  to: ImageState;
  facts?: ImageFacts;
  faults?: ImageFault[];
}

/** A place of its own in the bucket for each registration: bytes of an earlier one are never judged in place of the right ones. */
const NEW_PLACE = {
  filename: sql<string>`coalesce(checksum, id) || '-' || left(md5(gen_random_uuid()::text), 8)
    || substring(filename from '\\.[a-z]+$')`,
  uploadEtag: null,
};

/**
 * Moves an image by compare-and-set. Undefined when it is not (or no longer) in a state that may move there:
 * somebody else was first, and nothing has changed.
 */
export async function moveImage(executor: Executor, id: string, move: Move): Promise<Image | undefined> {
  return (await moveImages(executor, [id], move))[0];
}

/** The same for several images; gives those that have moved. One statement moves them and tells of it. */
export async function moveImages(executor: Executor, ids: readonly string[], move: Move): Promise<Image[]> {
  if (ids.length === 0) return [];
  const from = move.from
    ? [move.from].flat().filter((state) => canMove(state, move.to))
    : statesBefore(move.to);
  const faults = move.faults ?? [];
  const errorCodes = faults.map((fault) => fault.code);
  const { exif, measures, ...facts } = move.facts ?? {};
  const values: UpdateObject<Tables, 'images'> = {
    damagedAt: null,
    ...facts,
    ...(exif && { exif: JSON.stringify(exif) }),
    ...(measures && { measures: JSON.stringify(measures) }),
    state: move.to,
    errorCodes,
    errors: faults.map((fault) => fault.message),
    movedAt: sql<Date>`now()`,
    ...(move.to === 'Pending' && NEW_PLACE),
  };
  const told = { imageState: move.to, ...(faults.length > 0 && { errorCodes }) };
  return executor
    .with('moved', (query) =>
      query
        .updateTable('images')
        .set(values)
        .where('id', 'in', [...ids])
        .where('state', 'in', from)
        .returningAll(),
    )
    .with('told', () => tellOfEach('moved', 'ImageMoved', told))
    .selectFrom('moved')
    .selectAll()
    .execute();
}
