import { createHash } from 'node:crypto';
import type { ControlPoint } from './engine.ts';
import type { TaskOptions } from './task-options.ts';

/** What identifies the work of a job. */
export interface WorkFacts {
  seriesKey: string;
  options: TaskOptions;
  /** SHA-1 of each photo, or what else identifies it, in the order of the job. */
  photos: readonly (string | null)[];
  /** SHA-1 of each meta file, sorted. */
  sources: readonly string[];
  controlPoints: readonly ControlPoint[];
}

const KEY_DIGITS = 32;

/** The key of the work (`EngineJob.workKey`): equal for the same photos, options, meta files and control points. */
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
