import { createRequire } from 'node:module';

/** A projected system as PROJ writes it, or why it can't be used. */
export type SystemDefinition =
  | { definition: string; problem?: never }
  | { definition?: never; problem: string };

/** What in a definition stands for something that a model can't have, with the sentence that says so. */
const OBSTACLES: readonly { pattern: RegExp; is: string }[] = [
  { pattern: /\+proj=longlat/, is: 'is geographic, in degrees' },
  { pattern: /\+proj=geocent/, is: 'is geocentric' },
  { pattern: /\+vunits|\+geoidgrids/, is: 'has its own vertical datum, which is not supported' },
  { pattern: /\+nadgrids=(?!@null)/, is: 'needs a datum shift grid, which is not supported' },
  { pattern: /\+axis=(?!enu)/, is: 'has axes that do not point east and north' },
  { pattern: /^(?!.*\+units=m\s)/, is: 'is not in metres' },
];
const ADVICE = 'choose a projected system in metres, such as a UTM zone (EPSG:32633)';

// Its list is large: it is read when the first system is asked for.
const require = createRequire(import.meta.url);

/** Looks a system up by its EPSG code, such as `EPSG:32633`. */
export function findDefinition(code: string): SystemDefinition {
  if (!/^EPSG:\d{4,6}$/.test(code)) {
    return { problem: `The coordinate system must be "local" or an EPSG code, such as "EPSG:32633".` };
  }
  const systems: typeof import('proj4-list') = require('proj4-list');
  const definition = Object.hasOwn(systems, code) ? systems[code]?.[1] : undefined;
  if (definition === undefined) return { problem: `${code} is unknown: ${ADVICE}.` };
  const obstacle = OBSTACLES.find(({ pattern }) => pattern.test(definition));
  return obstacle ? { problem: `${code} ${obstacle.is}: ${ADVICE}.` } : { definition };
}
