import type { Database } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { findImage } from '../../images/find-images.ts';
import type { Project } from '../../projects/project.ts';
import type { ControlPointObservation } from './control-point-observation.ts';
import { lockObservations } from './find-observations.ts';
import { assertInPhoto, readPointName } from './read-observation.ts';
import { type PlaceInput, readPlace } from './read-place.ts';
import { settleObservation } from './settle-observation.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** Where a photo shows a point; the place may be left out where the point has other observations. */
export interface ObservationInput extends PlaceInput {
  image: string;
  name: string;
  x: number;
  y: number;
  checkpoint?: boolean | null;
}

/** More than people make, and few enough to handle at once. */
const MAX_OBSERVATIONS_A_PROJECT = 2000;

/** Adds an observation of a control point. A DomainError where that is impossible or contradicts other observations. */
export async function addObservation(
  needs: Needs,
  project: Project,
  wish: ObservationInput,
): Promise<ControlPointObservation> {
  const name = readPointName(wish.name);
  const place = readPlace(wish);
  const { x, y, image: imageId } = wish;
  return needs.database.transaction().execute(async (trx) => {
    const others = await lockObservations(trx, project.id);
    const image = await findImage(trx, project.id, imageId);
    if (!image) throw new DomainError('NOT_FOUND', 'There is no such photo in the project.');
    assertInPhoto(image, wish);
    if (others.length >= MAX_OBSERVATIONS_A_PROJECT) {
      throw new DomainError(
        'BAD_INPUT',
        `A project can have at most ${MAX_OBSERVATIONS_A_PROJECT} observations. Remove some.`,
      );
    }
    const settled = settleObservation(
      { imageId, name, place, checkpoint: wish.checkpoint ?? undefined },
      others,
    );
    return trx
      .insertInto('alignmentPoints')
      .values({
        id: newId(needs.now()),
        projectId: project.id,
        ...{ imageId, name, x, y },
        place: JSON.stringify(settled.place),
        checkpoint: settled.checkpoint,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}
