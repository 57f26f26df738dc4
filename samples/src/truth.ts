import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Camera,
  type Geodetic,
  type Matrix3,
  type Pose,
  pinholeOf,
  poseAt,
  type Vector3,
} from '@tiepoint/scene';
import { type Bounds, type Grid, gridOver, sampleGrid } from './landscape/grid.ts';
import { GPS_NOISE_METRES, type Tour } from './tour.ts';

/** A camera of the ground truth, in metres east, north, up of the origin. */
export interface TrueCamera extends Pose {
  name: string;
}

/** What is known exactly about the cameras of a generated scene. */
export interface CameraTruth {
  /** Place of the point (0, 0, 0) of the east-north-up frame. */
  origin: Geodetic;
  /** The camera that took all photos: SIMPLE_RADIAL. */
  camera: Camera;
  cameras: TrueCamera[];
  /** Standard deviation of the noise on the photos' GPS positions. */
  gpsNoiseMetres: { horizontal: number; vertical: number };
}

/** What is known exactly about a generated landscape. */
export interface Truth extends CameraTruth {
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
export const TRUTH_FILES = [TRUTH_FILE, SURFACE_FILE, GROUND_FILE] as const;
const HEIGHT_SPACING_METRES = 0.25;

/** What `truth.json` holds of the cameras. */
export interface CameraTruthFile extends Pick<CameraTruth, 'origin' | 'gpsNoiseMetres'> {
  intrinsics: {
    width: number;
    height: number;
    focalLengthPixels: number;
    centreX: number;
    centreY: number;
    k1: number;
  };
  /** Rotations are camera from world. */
  cameras: { name: string; centre: Vector3; rotation: Matrix3 }[];
}

/** What `truth.json` holds: the truth without its rasters. */
interface TruthFile extends CameraTruthFile, Pick<Truth, 'mappedArea'> {
  heights: { grid: Grid; surfaceFile: string; groundFile: string };
}

/** What a tour tells about its cameras. */
export function trueCameras(tour: Tour): CameraTruth {
  return {
    origin: tour.origin,
    camera: tour.camera,
    cameras: tour.shots.map(({ name, cameraFromWorld, centre }) => ({ name, cameraFromWorld, centre })),
    gpsNoiseMetres: GPS_NOISE_METRES,
  };
}

/** The cameras as `truth.json` has them. */
export function cameraTruthFile({ origin, camera, cameras, gpsNoiseMetres }: CameraTruth): CameraTruthFile {
  const { width, height, fx, cx, cy } = pinholeOf(camera);
  const k1 = camera.params[3] ?? 0;
  return {
    origin,
    intrinsics: { width, height, focalLengthPixels: fx, centreX: cx, centreY: cy, k1 },
    cameras: cameras.map(({ name, centre, cameraFromWorld: { rotation } }) => ({ name, centre, rotation })),
    gpsNoiseMetres,
  };
}

/** The cameras that `truth.json` tells of. */
export function cameraTruthFrom({
  origin,
  intrinsics,
  cameras,
  gpsNoiseMetres,
}: CameraTruthFile): CameraTruth {
  const { width, height, focalLengthPixels, centreX, centreY, k1 } = intrinsics;
  const params = [focalLengthPixels, centreX, centreY, k1];
  return {
    origin,
    camera: { model: 'SIMPLE_RADIAL', width, height, params },
    cameras: cameras.map(({ name, centre, rotation }) => ({ name, ...poseAt(centre, rotation) })),
    gpsNoiseMetres,
  };
}

/** Makes the truth of a flight from functions that give the heights at a place. */
export function establishTruth(
  flight: Tour,
  heightAt: { surface: (x: number, y: number) => number; ground: (x: number, y: number) => number },
  bounds: Bounds,
): Truth {
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
export function surfaceHeight(truth: Truth, x: number, y: number): number {
  return sampleGrid(truth.heights.grid, truth.heights.surface, x, y);
}

/** Writes the truth into a folder: JSON, and the rasters beside it. */
export async function writeTruth(folder: string, truth: Truth): Promise<void> {
  const path = join(folder, TRUTH_FILE);
  await writeRaster(join(folder, SURFACE_FILE), truth.heights.surface);
  await writeRaster(join(folder, GROUND_FILE), truth.heights.ground);
  const heights = { grid: truth.heights.grid, surfaceFile: SURFACE_FILE, groundFile: GROUND_FILE };
  const file: TruthFile = { ...cameraTruthFile(truth), mappedArea: truth.mappedArea, heights };
  await writeFile(`${path}.partial`, `${JSON.stringify(file, null, 1)}\n`);
  await rename(`${path}.partial`, path);
}

/** Reads the truth of a generated scene from its folder. */
export async function readTruth(folder: string): Promise<Truth> {
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
