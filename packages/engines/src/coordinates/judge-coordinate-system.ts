import { openSystem } from './open-system.ts';

/** Why models can't be given in a coordinate system (`local` or an EPSG code), as a sentence; undefined where they can. */
export function judgeCoordinateSystem(code: string): string | undefined {
  if (code === 'local') return undefined;
  try {
    openSystem(code);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
