import type { TaskProgress } from '@tiepoint/client';

/** The figures of a model. */
type Figures = Pick<
  NonNullable<TaskProgress['result']>,
  'registered' | 'photos' | 'points' | 'faces' | 'reprojectionError' | 'georeferenced' | 'notes'
>;

/** What has come out of a reconstruction, as lines for people. */
export function describeResult({ result }: { result: Figures | null }): string[] {
  if (!result) return [];
  const figures = [
    `${result.registered} of ${result.photos} photos placed`,
    `${result.points.toLocaleString('en')} points`,
    `${result.faces.toLocaleString('en')} triangles`,
    `reprojection error ${result.reprojectionError.toFixed(2)} px`,
    ...(result.georeferenced ? ['georeferenced'] : []),
  ];
  return [`${figures.join(', ')}.`, ...result.notes];
}
