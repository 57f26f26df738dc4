import type { ControlPoint } from '@tiepoint/engines';
import type { Executor } from '../../database/database.ts';
import type { Image } from '../../images/image.ts';
import { listObservations } from './find-observations.ts';

/**
 * The control points of a project as an engine needs them, with their observations in these photos; points that none of
 * these photos shows are among them, without observations. The same rows always give the same list.
 */
export async function readControlPoints(
  needs: { database: Executor },
  projectId: string,
  images: readonly Pick<Image, 'id' | 'filename'>[],
): Promise<ControlPoint[]> {
  const fileNames = new Map(images.map(({ id, filename }) => [id, filename]));
  const rows = await listObservations(needs.database, projectId);
  return [...Map.groupBy(rows, ({ name }) => name)].flatMap(([name, observations]) => {
    const [first] = observations;
    if (!first) return [];
    const { place, checkpoint } = first;
    return [
      {
        name,
        place,
        checkpoint,
        observations: observations.flatMap(({ imageId, x, y }) => {
          const fileName = fileNames.get(imageId);
          return fileName === undefined ? [] : [{ fileName, x, y }];
        }),
      },
    ];
  });
}
