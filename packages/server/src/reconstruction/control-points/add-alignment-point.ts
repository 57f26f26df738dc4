import type { Database } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { findImage } from '../../images/find-images.ts';
import type { Project } from '../../projects/project.ts';
import type { AlignmentPoint } from './alignment-point.ts';
import { lockAlignmentPoints } from './find-alignment-points.ts';
import { assertInPhoto, readPointName } from './read-mark.ts';
import { type PlaceInput, readPlace } from './read-place.ts';
import { settleMark } from './settle-mark.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** Where a photo shows a point; a point that has other marks already need not say its place again. */
export interface MarkWish extends PlaceInput {
  image: string;
  name: string;
  x: number;
  y: number;
  checkpoint?: boolean | null;
}

/** More marks than people make, and few enough to be worked on at once. */
const MAX_MARKS_A_PROJECT = 2000;

/** Marks a point in a photo of the project. A DomainError where that is impossible or contradicts other marks. */
export async function addAlignmentPoint(
  needs: Needs,
  project: Project,
  wish: MarkWish,
): Promise<AlignmentPoint> {
  const name = readPointName(wish.name);
  const place = readPlace(wish);
  const { x, y, image: imageId } = wish;
  return needs.database.transaction().execute(async (trx) => {
    const others = await lockAlignmentPoints(trx, project.id);
    const image = await findImage(trx, project.id, imageId);
    if (!image) throw new DomainError('NOT_FOUND', 'There is no such photo in the project.');
    assertInPhoto(image, wish);
    if (others.length >= MAX_MARKS_A_PROJECT) {
      throw new DomainError('BAD_INPUT', `A project has at most ${MAX_MARKS_A_PROJECT} marks. Remove some.`);
    }
    const settled = settleMark({ imageId, name, place, checkpoint: wish.checkpoint ?? undefined }, others);
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
