import type { Vector3 } from '@tiepoint/scene';
import type { Hit } from '../../capture/render-photo.ts';
import { spaceNoise } from '../../random/noise.ts';
import { sampleRaster } from '../raster.ts';
import type { Scenery } from '../ray-caster.ts';
import type { FaceTexture } from '../solids/faces.ts';
import type { FaceAtlas } from './face-colour.ts';
import { FOLIAGE_MARK, type GroundMap } from './ground-colour.ts';

/** The landscape with its colours: the ground from above, and an atlas of the solids' faces. */
export interface PaintedScenery extends Scenery {
  ground: GroundMap;
  atlas: FaceAtlas;
}

/** The slope of a crown is judged over this distance to either side, metres. */
const SIDE_METRES = 0.2;

/** Looks up the colours of what rays hit. */
export class SurfaceColours {
  readonly #painted: PaintedScenery;

  constructor(painted: PaintedScenery) {
    this.#painted = painted;
  }

  /** The lit colour (0xBBGGRR) that is seen where a ray hit something. */
  at(from: Vector3, direction: Vector3, hit: Hit): number {
    const x = from[0] + direction[0] * hit.distance;
    const y = from[1] + direction[1] * hit.distance;
    const { atlas, shapes } = this.#painted;
    const face = hit.face < 0 ? undefined : shapes.textures[hit.face];
    if (!face) {
      const colour = this.#groundColour(x, y);
      if ((colour & FOLIAGE_MARK) === 0) return colour;
      return this.#leafColour(colour, [x, y, from[2] + direction[2] * hit.distance]);
    }
    return colourOnFace(face, atlas, [x, y, from[2] + direction[2] * hit.distance]);
  }

  /** The colour of the ground map at a place, with the foliage mark of the nearest texel. */
  #groundColour(x: number, y: number): number {
    const { grid, colours } = this.#painted.ground;
    const column = Math.min(Math.max((x - grid.originX) / grid.spacing, 0), grid.columns - 1.001);
    const row = Math.min(Math.max((y - grid.originY) / grid.spacing, 0), grid.rows - 1.001);
    const nearest = Math.round(row) * grid.columns + Math.round(column);
    const blended = blendTexels(colours, { offset: 0, columns: grid.columns }, [column, row]);
    return blended | (colours[nearest]! & FOLIAGE_MARK);
  }

  /**
   * The colour of a crown at a point. The map is a picture from above, which the steep sides of a crown
   * would draw out into streaks: there it is read a little further in, at a place that varies with height.
   */
  #leafColour(colour: number, [x, y, z]: Vector3): number {
    const { canopy } = this.#painted.relief;
    const leaves = spaceNoise(5, [x * 4.3, y * 4.3, z * 4.3]);
    const east = sampleRaster(canopy, x + SIDE_METRES, y) - sampleRaster(canopy, x - SIDE_METRES, y);
    const north = sampleRaster(canopy, x, y + SIDE_METRES) - sampleRaster(canopy, x, y - SIDE_METRES);
    const steepness = Math.hypot(east, north);
    if (steepness < 3 * SIDE_METRES) return scaleColour(colour, 1 + 0.3 * leaves);
    const inward = (0.45 + 0.35 * leaves) / steepness;
    const sideways = (0.5 * spaceNoise(6, [x * 2.7, y * 2.7, z * 2.7])) / steepness;
    const inner = this.#groundColour(
      x + east * inward - north * sideways,
      y + north * inward + east * sideways,
    );
    // Light fades toward the foot of a crown.
    const below = Math.max(0, sampleRaster(canopy, x + east * inward, y + north * inward) - z);
    return scaleColour(inner, (1 + 0.3 * leaves) * Math.max(0.5, 1 - 0.11 * below));
  }
}

function scaleColour(colour: number, by: number): number {
  const factor = Math.round(256 * by);
  const red = Math.min(255, ((colour & 0xff) * factor) >> 8);
  const green = Math.min(255, (((colour >> 8) & 0xff) * factor) >> 8);
  const blue = Math.min(255, (((colour >> 16) & 0xff) * factor) >> 8);
  return red | (green << 8) | (blue << 16);
}

function colourOnFace(face: FaceTexture, atlas: FaceAtlas, place: Vector3): number {
  const { origin, u, v } = face;
  const [ox, oy, oz] = [place[0] - origin[0], place[1] - origin[1], place[2] - origin[2]];
  const along = (ox * u[0] + oy * u[1] + oz * u[2]) / atlas.texelMetres;
  const up = (ox * v[0] + oy * v[1] + oz * v[2]) / atlas.texelMetres;
  const column = Math.min(Math.max(along, 0), face.columns - 1.001);
  const row = Math.min(Math.max(up, 0), face.rows - 1.001);
  return blendTexels(atlas.colours, face, [column, row]);
}

/** Bilinear interpolation of packed colours (0xBBGGRR) in a part of a table, in 8-bit fixed point. */
function blendTexels(
  colours: Uint32Array,
  { offset, columns }: Pick<FaceTexture, 'offset' | 'columns'>,
  [x, y]: readonly [number, number],
): number {
  const column = x | 0;
  const row = y | 0;
  const east = ((x - column) * 256) | 0;
  const north = ((y - row) * 256) | 0;
  const index = offset + row * columns + column;
  const southWest = colours[index]!;
  const southEast = colours[index + 1]!;
  const northWest = colours[index + columns]!;
  const northEast = colours[index + columns + 1]!;
  const weightSouthEast = (east * (256 - north)) >> 8;
  const weightNorthWest = ((256 - east) * north) >> 8;
  const weightNorthEast = (east * north) >> 8;
  const weightSouthWest = 256 - weightSouthEast - weightNorthWest - weightNorthEast;
  // Red and blue are blended together in one multiplication: 8 bits of weight fit between them.
  const redBlue =
    ((southWest & 0xff00ff) * weightSouthWest +
      (southEast & 0xff00ff) * weightSouthEast +
      (northWest & 0xff00ff) * weightNorthWest +
      (northEast & 0xff00ff) * weightNorthEast) /
    256;
  const green =
    ((southWest >> 8) & 0xff) * weightSouthWest +
    ((southEast >> 8) & 0xff) * weightSouthEast +
    ((northWest >> 8) & 0xff) * weightNorthWest +
    ((northEast >> 8) & 0xff) * weightNorthEast;
  return (redBlue & 0xff00ff) | (green & 0xff00);
}
