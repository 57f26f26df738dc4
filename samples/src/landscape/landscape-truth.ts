import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Survey } from '../capture/survey.ts';
import {
  type CameraTruth,
  type CameraTruthFile,
  cameraTruthFile,
  cameraTruthFrom,
  trueCameras,
} from '../truth/camera-truth.ts';
import { type Bounds, type Grid, gridOver, sampleRaster } from './raster.ts';

/** What is known exactly about a generated landscape. */
export interface LandscapeTruth extends CameraTruth {
  /** The rectangle under the camera positions: all of it is in many photos. */
  mappedArea: Bounds;
  /** Heights in metres above the origin: the highest point, and the bare ground beneath it. */
  heights: { grid: Grid; surface: Float32Array; ground: Float32Array };
}

const TRUTH_FILE = 'truth.json';
/** The height rasters are little-endian 32-bit floats, row by row from the south. */
const SURFACE_FILE = 'surface.f32';
const GROUND_FILE = 'ground.f32';
/** All files of a truth, within the scene's folder. */
export const LANDSCAPE_TRUTH_FILES = [TRUTH_FILE, SURFACE_FILE, GROUND_FILE] as const;
const HEIGHT_SPACING_METRES = 0.25;

/** What `truth.json` holds: the truth without its rasters. */
interface TruthFile extends CameraTruthFile, Pick<LandscapeTruth, 'mappedArea'> {
  heights: { grid: Grid; surfaceFile: string; groundFile: string };
}

/** The ground truth of a flight over land whose heights at a place are known. */
export function establishLandscapeTruth(
  flight: Survey,
  heightAt: { surface: (x: number, y: number) => number; ground: (x: number, y: number) => number },
  bounds: Bounds,
): LandscapeTruth {
  const grid = gridOver(bounds, HEIGHT_SPACING_METRES);
  const surface = new Float32Array(grid.columns * grid.rows);
  const ground = new Float32Array(grid.columns * grid.rows);
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.originX + column * grid.spacing;
      const y = grid.originY + row * grid.spacing;
      surface[row * grid.columns + column] = heightAt.surface(x, y);
      ground[row * grid.columns + column] = heightAt.ground(x, y);
    }
  }
  return {
    ...trueCameras(flight),
    mappedArea: {
      minX: Math.min(...flight.shots.map(({ centre }) => centre[0])),
      minY: Math.min(...flight.shots.map(({ centre }) => centre[1])),
      maxX: Math.max(...flight.shots.map(({ centre }) => centre[0])),
      maxY: Math.max(...flight.shots.map(({ centre }) => centre[1])),
    },
    heights: { grid, surface, ground },
  };
}

/** Height of the highest surface at a place, metres. */
export function surfaceHeight(truth: LandscapeTruth, x: number, y: number): number {
  return sampleRaster({ grid: truth.heights.grid, values: truth.heights.surface }, x, y);
}

/** Writes the truth into a folder: JSON, and the rasters beside it. */
export async function writeLandscapeTruth(folder: string, truth: LandscapeTruth): Promise<void> {
  const path = join(folder, TRUTH_FILE);
  await writeRaster(join(folder, SURFACE_FILE), truth.heights.surface);
  await writeRaster(join(folder, GROUND_FILE), truth.heights.ground);
  const heights = { grid: truth.heights.grid, surfaceFile: SURFACE_FILE, groundFile: GROUND_FILE };
  const file: TruthFile = { ...cameraTruthFile(truth), mappedArea: truth.mappedArea, heights };
  await writeFile(`${path}.partial`, `${JSON.stringify(file, null, 1)}\n`);
  await rename(`${path}.partial`, path);
}

/** Reads the truth of a generated scene from its folder. */
export async function readLandscapeTruth(folder: string): Promise<LandscapeTruth> {
  const file = JSON.parse(await readFile(join(folder, TRUTH_FILE), 'utf8')) as TruthFile;
  const { grid, surfaceFile, groundFile } = file.heights;
  const surface = await readRaster(join(folder, surfaceFile), grid);
  const ground = await readRaster(join(folder, groundFile), grid);
  return { ...cameraTruthFrom(file), mappedArea: file.mappedArea, heights: { grid, surface, ground } };
}

async function writeRaster(path: string, values: Float32Array): Promise<void> {
  await writeFile(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

async function readRaster(path: string, grid: Grid): Promise<Float32Array> {
  const bytes = await readFile(path);
  const count = grid.columns * grid.rows;
  if (bytes.byteLength !== 4 * count) {
    throw new Error(`${path} holds ${bytes.byteLength} bytes, its grid needs ${4 * count}`);
  }
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
