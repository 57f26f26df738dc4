import type { Database, Trx } from '../../database/database.ts';
import { findImage } from '../../images/find-images.ts';
import type { ControlPointObservation } from './control-point-observation.ts';
import { lockObservations } from './find-observations.ts';
import { assertInPhoto, readPointName } from './read-observation.ts';
import { type PlaceInput, readPlace } from './read-place.ts';
import { assertOneKind, settleObservation } from './settle-observation.ts';

/** What to change; what is left out stays. */
export interface ObservationChange extends PlaceInput {
  name?: string | null;
  x?: number | null;
  y?: number | null;
  checkpoint?: boolean | null;
}

/**
 * Changes an observation; undefined where it has gone meanwhile. Under another name it observes another point. Place and
 * `checkpoint` are the point's: they change for all its observations. A DomainError where observations would contradict each other.
 */
export async function updateObservation(
  needs: { database: Database },
  { id, projectId }: ControlPointObservation,
  change: ObservationChange,
): Promise<ControlPointObservation | undefined> {
  const name = change.name == null ? undefined : readPointName(change.name);
  const place = readPlace(change);
  return needs.database.transaction().execute(async (trx) => {
    const all = await lockObservations(trx, projectId);
    const observation = all.find((one) => one.id === id);
    if (!observation) return undefined;
    const pixel = { x: change.x ?? observation.x, y: change.y ?? observation.y };
    await assertStillInPhoto(trx, observation, pixel);
    const others = all.filter((one) => one.id !== id);
    const wanted = { place, checkpoint: change.checkpoint ?? undefined };
    const point =
      name === undefined || name === observation.name
        ? changePoint(observation, wanted, others)
        : movePoint(observation, { name, ...wanted }, others);
    const { checkpoint } = point;
    const values = { place: JSON.stringify(point.place), checkpoint };
    const observationsOfPoint = trx.updateTable('alignmentPoints').where('projectId', '=', projectId);
    await observationsOfPoint.set(values).where('name', '=', point.name).execute();
    return trx
      .updateTable('alignmentPoints')
      .set({ ...values, ...pixel, name: point.name })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  });
}

type Point = Pick<ControlPointObservation, 'name' | 'place' | 'checkpoint'>;

/** The point of an observation with another place or another role. */
function changePoint(
  { name, place, checkpoint }: ControlPointObservation,
  wanted: Partial<Point>,
  others: readonly ControlPointObservation[],
): Point {
  const point = { name, place: wanted.place ?? place, checkpoint: wanted.checkpoint ?? checkpoint };
  assertOneKind(
    point.place,
    others.filter((other) => other.name !== name),
  );
  return point;
}

/** The point that an observation goes over to; a new one takes the place of the old one along. */
function movePoint(
  observation: ControlPointObservation,
  { name, place, checkpoint }: Partial<Point> & Pick<Point, 'name'>,
  others: readonly ControlPointObservation[],
): Point {
  const isKnown = others.some((other) => other.name === name);
  const wanted = isKnown
    ? { place, checkpoint }
    : { place: place ?? observation.place, checkpoint: checkpoint ?? observation.checkpoint };
  return { name, ...settleObservation({ imageId: observation.imageId, name, ...wanted }, others) };
}

async function assertStillInPhoto(
  trx: Trx,
  { projectId, imageId }: ControlPointObservation,
  pixel: { x: number; y: number },
): Promise<void> {
  const image = await findImage(trx, projectId, imageId);
  if (image) assertInPhoto(image, pixel);
}
