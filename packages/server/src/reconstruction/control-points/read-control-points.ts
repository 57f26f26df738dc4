import type { ControlPoint } from '@tiepoint/engines';
import type { Executor } from '../../database/database.ts';
import type { Image } from '../../images/image.ts';
import { listAlignmentPoints } from './find-alignment-points.ts';

/**
 * The control points of a project as an engine needs them, with their marks in these photos; points that none of
 * these photos shows are among them, without marks. The same rows always give the same list.
 */
export async function readControlPoints(
  needs: { database: Executor },
  projectId: string,
  images: readonly Pick<Image, 'id' | 'filename'>[],
): Promise<ControlPoint[]> {
  const fileNames = new Map(images.map(({ id, filename }) => [id, filename]));
  const rows = await listAlignmentPoints(needs.database, projectId);
  return [...Map.groupBy(rows, ({ name }) => name)].flatMap(([name, marks]) => {
    const [first] = marks;
    if (!first) return [];
    const { place, checkpoint } = first;
    return [
      {
        name,
        place,
        checkpoint,
        marks: marks.flatMap(({ imageId, x, y }) => {
          const fileName = fileNames.get(imageId);
          return fileName === undefined ? [] : [{ fileName, x, y }];
        }),
      },
    ];
  });
}
