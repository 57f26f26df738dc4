import type { Database, Trx } from '../../database/database.ts';
import { findImage } from '../../images/find-images.ts';
import type { AlignmentPoint } from './alignment-point.ts';
import { lockAlignmentPoints } from './find-alignment-points.ts';
import { assertInPhoto, readPointName } from './read-mark.ts';
import { type PlaceInput, readPlace } from './read-place.ts';
import { assertOneKind, settleMark } from './settle-mark.ts';

/** What to change; what is left out stays. */
export interface MarkChange extends PlaceInput {
  name?: string | null;
  x?: number | null;
  y?: number | null;
  checkpoint?: boolean | null;
}

/**
 * Changes a mark; undefined where it has gone meanwhile. Under another name it marks another point. Place and
 * `checkpoint` are the point's: they change for all its marks. A DomainError where marks would contradict each other.
 */
export async function updateAlignmentPoint(
  needs: { database: Database },
  { id, projectId }: AlignmentPoint,
  change: MarkChange,
): Promise<AlignmentPoint | undefined> {
  const name = change.name == null ? undefined : readPointName(change.name);
  const place = readPlace(change);
  return needs.database.transaction().execute(async (trx) => {
    const all = await lockAlignmentPoints(trx, projectId);
    const mark = all.find((one) => one.id === id);
    if (!mark) return undefined;
    const pixel = { x: change.x ?? mark.x, y: change.y ?? mark.y };
    await assertStillInPhoto(trx, mark, pixel);
    const others = all.filter((one) => one.id !== id);
    const wanted = { place, checkpoint: change.checkpoint ?? undefined };
    const point =
      name === undefined || name === mark.name
        ? changePoint(mark, wanted, others)
        : movePoint(mark, { name, ...wanted }, others);
    const { checkpoint } = point;
    const values = { place: JSON.stringify(point.place), checkpoint };
    const marksOfPoint = trx.updateTable('alignmentPoints').where('projectId', '=', projectId);
    await marksOfPoint.set(values).where('name', '=', point.name).execute();
    return trx
      .updateTable('alignmentPoints')
      .set({ ...values, ...pixel, name: point.name })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  });
}

type Point = Pick<AlignmentPoint, 'name' | 'place' | 'checkpoint'>;

/** The point of a mark with another place or another role. */
function changePoint(
  { name, place, checkpoint }: AlignmentPoint,
  wanted: Partial<Point>,
  others: readonly AlignmentPoint[],
): Point {
  const point = { name, place: wanted.place ?? place, checkpoint: wanted.checkpoint ?? checkpoint };
  assertOneKind(
    point.place,
    others.filter((other) => other.name !== name),
  );
  return point;
}

/** The point that a mark goes over to; a new one takes the place of the old one along. */
function movePoint(
  mark: AlignmentPoint,
  { name, place, checkpoint }: Partial<Point> & Pick<Point, 'name'>,
  others: readonly AlignmentPoint[],
): Point {
  const isKnown = others.some((other) => other.name === name);
  const wanted = isKnown
    ? { place, checkpoint }
    : { place: place ?? mark.place, checkpoint: checkpoint ?? mark.checkpoint };
  return { name, ...settleMark({ imageId: mark.imageId, name, ...wanted }, others) };
}

async function assertStillInPhoto(
  trx: Trx,
  { projectId, imageId }: AlignmentPoint,
  pixel: { x: number; y: number },
): Promise<void> {
  const image = await findImage(trx, projectId, imageId);
  if (image) assertInPhoto(image, pixel);
}
