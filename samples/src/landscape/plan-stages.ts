import type { LandscapePlan } from './landscape.ts';
import type { LandscapeTask } from './landscape-work.ts';

/** Pieces that a raster stage is cut into, so that threads finish together and progress is seen. */
const PIECES = 16;

/** The work on a landscape's rasters, stage by stage: each needs all tasks of the stages before it. */
export function planStages(plan: LandscapePlan): LandscapeTask[][] {
  return [
    cut('relief', plan.reliefGrid.rows),
    [{ kind: 'surface' }],
    [{ kind: 'ambient' }],
    [...cut('ground', plan.groundGrid.rows), ...cut('faces', plan.shapes.textures.length)],
  ];
}

function cut(kind: 'relief' | 'ground' | 'faces', count: number): LandscapeTask[] {
  return Array.from({ length: PIECES }, (_, piece) => ({
    kind,
    from: Math.floor((piece * count) / PIECES),
    to: Math.floor(((piece + 1) * count) / PIECES),
  }));
}
