import { createHash } from 'node:crypto';
import type { ControlPoint } from './engine.ts';
import type { TaskOptions } from './task-options.ts';

/** What decides whether two jobs are the same work. */
export interface WorkFacts {
  seriesKey: string;
  options: TaskOptions;
  /** SHA-1 of each photo, in the order of the job. */
  photos: readonly (string | null)[];
  /** SHA-1 of each file that adds something to them, sorted. */
  sources: readonly string[];
  controlPoints: readonly ControlPoint[];
}

const KEY_DIGITS = 32;

/** Names the work of a job (`EngineJob.workKey`): the same for the same photos with the same options, files and points. */
export function workKeyOf({ seriesKey, options, photos, sources, controlPoints }: WorkFacts): string {
  const what = [
    seriesKey,
    JSON.stringify(options),
    ...photos,
    ...sources,
    ...(controlPoints.length > 0 ? [JSON.stringify(controlPoints)] : []),
  ];
  return createHash('sha256').update(what.join(' ')).digest('hex').slice(0, KEY_DIGITS);
}
