import { type Camera, pinholeOf, pixelRay } from '@tiepoint/scene';
import type { Survey } from '../capture/survey.ts';
import { Parcels } from './land/parcels.ts';
import { PatchIndex } from './land/patch-index.ts';
import { groundHeight, type Relief } from './land/relief.ts';
import { type Settlement, settle } from './land/settlement.ts';
import { type Bounds, type Grid, gridOver } from './raster.ts';
import { type SolidShapes, shapeSolids, topOfSolid } from './solids/faces.ts';

/** The plan of a landscape: small, and made anew from the seed wherever it is needed. */
export interface LandscapePlan {
  seed: number;
  bounds: Bounds;
  parcels: Parcels;
  settlement: Settlement;
  patches: PatchIndex;
  shapes: SolidShapes;
  reliefGrid: Grid;
  groundGrid: Grid;
  /** Side of a texel on the faces of solids, metres. */
  faceTexelMetres: number;
}

/** The large rasters, in shared memory so that all threads fill and read the same ones. */
export interface LandscapeRasters {
  /** Ground with crops and plants, metres. */
  canopy: Float32Array;
  vegetation: Uint8Array;
  /** Highest point including buildings, metres. */
  surface: Float32Array;
  shadow: Float32Array;
  ambient: Uint8Array;
  ground: Uint32Array;
  faces: Uint32Array;
}

/** Finest relief and ground texels, metres: the ground's is about what a 1800-pixel photo resolves. */
const RELIEF_SPACING_METRES = 0.1;
const TEXEL_METRES = 0.045;
/** More texels than this would not fit beside everything else: very large scenes get coarser ones. */
const MAX_TEXELS = 120e6;
/** The lowest ground there can be: rays to it bound the landscape. */
const LOWEST_METRES = -5;

/** Plans the land under a flight: as far as any photo sees, as fine as they resolve. */
export function planLandscape(seed: number, flight: Survey): LandscapePlan {
  const bounds = boundsSeen(flight);
  const parcels = new Parcels(seed);
  const settlement = settle(parcels, { seed, bounds, ground: (x, y) => groundHeight(seed, x, y) });
  const resolved = (0.9 * highestShot(flight)) / pinholeOf(flight.camera).fx;
  const area = (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY);
  const texelMetres = Math.max(TEXEL_METRES, resolved, Math.sqrt(area / MAX_TEXELS));
  const faceTexelMetres = texelMetres * 0.9;
  return {
    seed,
    bounds,
    parcels,
    settlement,
    patches: new PatchIndex(settlement.patches),
    shapes: shapeSolids(settlement.solids, faceTexelMetres),
    reliefGrid: gridOver(bounds, Math.max(RELIEF_SPACING_METRES, texelMetres)),
    groundGrid: gridOver(bounds, texelMetres),
    faceTexelMetres,
  };
}

/** Allocates the rasters of a plan in shared memory. */
export function allocateRasters(plan: LandscapePlan): LandscapeRasters {
  const samples = plan.reliefGrid.columns * plan.reliefGrid.rows;
  const texels = plan.groundGrid.columns * plan.groundGrid.rows;
  const floats = () => new Float32Array(new SharedArrayBuffer(4 * samples));
  return {
    canopy: floats(),
    vegetation: new Uint8Array(new SharedArrayBuffer(samples)),
    surface: floats(),
    shadow: floats(),
    ambient: new Uint8Array(new SharedArrayBuffer(samples)),
    ground: new Uint32Array(new SharedArrayBuffer(4 * texels)),
    faces: new Uint32Array(new SharedArrayBuffer(4 * plan.shapes.texels)),
  };
}

/** The relief of a plan in its rasters. */
export function reliefOf(plan: LandscapePlan, rasters: LandscapeRasters): Relief {
  return {
    canopy: { grid: plan.reliefGrid, values: rasters.canopy },
    vegetation: rasters.vegetation,
  };
}

/** Sets the surface to the canopy with all solids on it. */
export function raiseSurface(plan: LandscapePlan, rasters: LandscapeRasters): void {
  const { surface, canopy } = rasters;
  const { reliefGrid: grid, shapes } = plan;
  surface.set(canopy);
  for (let solid = 0; solid + 1 < shapes.firstFace.length; solid++) {
    const [minX = 0, maxX = 0, minY = 0, maxY = 0] = shapes.boxes.subarray(6 * solid, 6 * solid + 4);
    const fromRow = Math.max(0, Math.ceil((minY - grid.originY) / grid.spacing));
    const toRow = Math.min(grid.rows - 1, Math.floor((maxY - grid.originY) / grid.spacing));
    const fromColumn = Math.max(0, Math.ceil((minX - grid.originX) / grid.spacing));
    const toColumn = Math.min(grid.columns - 1, Math.floor((maxX - grid.originX) / grid.spacing));
    for (let row = fromRow; row <= toRow; row++) {
      for (let column = fromColumn; column <= toColumn; column++) {
        const x = grid.originX + column * grid.spacing;
        const top = topOfSolid(shapes, solid, [x, grid.originY + row * grid.spacing]);
        const index = row * grid.columns + column;
        if (top !== undefined && top > surface[index]!) surface[index] = top;
      }
    }
  }
}

function boundsSeen(flight: Survey): Bounds {
  const bounds: Bounds = { minX: 1e9, minY: 1e9, maxX: -1e9, maxY: -1e9 };
  for (const shot of flight.shots) {
    for (const pixel of borderPixels(flight.camera)) {
      const [dx, dy, dz] = pixelRay(flight.camera, shot, pixel);
      const reach = (LOWEST_METRES - shot.centre[2]) / dz;
      bounds.minX = Math.min(bounds.minX, shot.centre[0] + dx * reach - 1);
      bounds.maxX = Math.max(bounds.maxX, shot.centre[0] + dx * reach + 1);
      bounds.minY = Math.min(bounds.minY, shot.centre[1] + dy * reach - 1);
      bounds.maxY = Math.max(bounds.maxY, shot.centre[1] + dy * reach + 1);
    }
  }
  return bounds;
}

function borderPixels({ width, height }: Camera): [number, number][] {
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
}

function highestShot(flight: Survey): number {
  return Math.max(...flight.shots.map((shot) => shot.centre[2]));
}
