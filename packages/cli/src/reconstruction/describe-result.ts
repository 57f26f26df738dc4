import type { TaskProgress } from '@tiepoint/client';

type TaskResult = NonNullable<TaskProgress['result']>;

/** The figures of a model. */
type Figures = Pick<
  TaskResult,
  'registered' | 'photos' | 'points' | 'faces' | 'reprojectionError' | 'georeferenced' | 'notes'
> &
  Partial<Pick<TaskResult, 'inLocalFrame'>>;

/** The result of a reconstruction in lines for a terminal. */
export function describeResult({ result }: { result: Figures | null }): string[] {
  if (!result) return [];
  const figures = [
    `${result.registered} of ${result.photos} photos registered`,
    `${result.points.toLocaleString('en')} points`,
    `${result.faces.toLocaleString('en')} triangles`,
    `reprojection error ${result.reprojectionError.toFixed(2)} px`,
    ...(result.georeferenced ? ['georeferenced'] : []),
    ...(result.inLocalFrame ? ['in your local frame'] : []),
  ];
  return [`${figures.join(', ')}.`, ...result.notes];
}
