import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Vector3 } from '@tiepoint/scene';

const { TIEPOINT_PROJ, TIEPOINT_REQUIRE_PROJ } = process.env;

/** The folder of the PROJ that tests run; undefined: the search path. */
export const PROJ_FOLDER = TIEPOINT_PROJ;

/**
 * Options of a test that runs the real PROJ: where it is not installed, the test is skipped and says so. With
 * `TIEPOINT_REQUIRE_PROJ`, as in `.ci/run`, it runs all the same, and fails.
 */
export const needsProj: { skip: string | false } = {
  skip:
    TIEPOINT_REQUIRE_PROJ || isInstalled() ? false : 'Not run: PROJ is not installed (no projinfo is found).',
};

/** What PROJ's own `cs2cs` makes of latitude, longitude and height. */
export function askCs2cs(system: string, places: readonly Vector3[], source = 'EPSG:4326'): Vector3[] {
  const input = places.map((place) => place.map((value) => value.toFixed(11)).join(' ')).join('\n');
  const args = ['-f', '%.6f', source, '+to', system];
  const answer = execFileSync(join(PROJ_FOLDER ?? '', 'cs2cs'), args, { input, encoding: 'utf8' });
  return answer
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as unknown as Vector3);
}

function isInstalled(): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', join(PROJ_FOLDER ?? '', 'projinfo')]);
    return true;
  } catch {
    return false;
  }
}
