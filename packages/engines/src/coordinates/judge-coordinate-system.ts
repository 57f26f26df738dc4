import { explainNoWay } from './find-way.ts';
import type { KnownSystem, Proj } from './proj/proj.ts';

const ADVICE =
  'choose a projected one, such as the UTM zone of the place (EPSG:32601 to EPSG:32660 north of the equator, EPSG:32701 to EPSG:32760 south of it)';
/** Feet of surveyors and international feet differ by less. */
const MAX_UNIT_DIFFERENCE = 1e-5;

/**
 * Why models can't be given in a coordinate system (`local`, a code, a PROJ string or WKT), as a sentence; undefined
 * where they can.
 */
export async function judgeCoordinateSystem(proj: Proj, written: string): Promise<string | undefined> {
  if (written === 'local') return undefined;
  const { system, problem } = await proj.readSystem(written);
  if (!system) return problem;
  const obstacle = describeObstacle(system) ?? (await explainNoWay(proj, system));
  return obstacle && `${titleOf(system)} ${obstacle}.`;
}

/** The name of a system in sentences. */
export function titleOf({ definition, name }: Pick<KnownSystem, 'definition' | 'name'>): string {
  if (!/[ [+]/.test(definition) || /^\w+:\w+\+\w+:\w+$/.test(definition)) return definition;
  return name === '' || name === 'unknown' ? 'The coordinate system' : `“${name}”`;
}

/** What in a system a model can't have, as the predicate of a sentence. */
function describeObstacle({ kind, unit, vertical }: KnownSystem): string | undefined {
  if (kind === 'geographic') return `is geographic, and degrees give a model no shape: ${ADVICE}`;
  if (kind === 'geocentric') return `is geocentric, and a model has no up there: ${ADVICE}`;
  if (kind === 'vertical') return 'has heights only: join it to a projected one, as in EPSG:32633+5773';
  if (kind !== 'projected' || !unit) return `is not projected: ${ADVICE}`;
  if (vertical?.pointsDown) return 'has depths instead of heights: choose a vertical part that points up';
  if (vertical && Math.abs(vertical.unit.metres / unit.metres - 1) > MAX_UNIT_DIFFERENCE) {
    return `has heights in another unit (${vertical.unit.name}) than its plane (${unit.name}), which would stretch the model: choose two parts in one unit`;
  }
  return undefined;
}
