import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Camera, dot, lengthOf, projectPoint, subtract, type Vector3 } from '@tiepoint/scene';
import type { Hit } from '../capture/render-photo.ts';
import type { Survey } from '../capture/survey.ts';
import { Random } from '../random/random.ts';
import {
  type CameraTruth,
  type CameraTruthFile,
  cameraTruthFile,
  cameraTruthFrom,
  trueCameras,
} from '../truth/camera-truth.ts';
import { groundSamplingDistance, type TrueShape } from '../truth/true-shape.ts';
import { type Body, type Extent, isWithin, SurfacePoint } from './bodies/body.ts';
import { NearestBody } from './bodies/nearest-body.ts';
import { openShape } from './bodies/open-shape.ts';
import { RayCaster } from './bodies/ray-caster.ts';
import type { Shape } from './bodies/shapes.ts';
import { scatterPoints } from './bodies/surface-points.ts';
import { VOLUME } from './courtyard.ts';
import type { Part } from './parts/part.ts';

/** What is known exactly about a generated courtyard. */
export interface CourtyardTruth extends CameraTruth {
  /** All solid shapes; the surface is that of their union. */
  shapes: Shape[];
  /** The compared part, metres. */
  volume: Extent;
  /** Points (x, y, z each) evenly over the surface in the volume, where at least two photos see it. */
  samples: Float32Array;
}

/** What `truth.json` holds: the truth without its points. */
type TruthFile = CameraTruthFile &
  Pick<CourtyardTruth, 'shapes' | 'volume'> & { scene: 'courtyard'; samplesFile: string };

const TRUTH_FILE = 'truth.json';
/** Little-endian 32-bit floats. */
const SAMPLES_FILE = 'surface-points.f32';
/** All files of a courtyard's truth, within the scene's folder. */
export const COURTYARD_TRUTH_FILES = [TRUTH_FILE, SAMPLES_FILE] as const;
/** So many that shares are exact to a tenth of a percent. */
const SAMPLING = { extent: VOLUME, perSquareMetre: 400 };
const LEAST_PHOTOS = 2;
/** What a photo sees at a flatter angle than 10 degrees does not count as seen. */
const LEAST_COSINE = Math.sin((10 * Math.PI) / 180);
/** A ray that ends so close before a point has hit it, metres. */
const HIT_METRES = 1e-4;
/** Surfaces closer than this are the same: pieces of a wall lie in one plane, and overlap. */
const SAME_METRES = 1e-6;

/** The ground truth of a walk around a courtyard. */
export function establishCourtyardTruth(
  survey: Survey,
  parts: readonly Part[],
  seed: number,
): CourtyardTruth {
  const shapes = parts.map(({ shape }) => shape);
  const samples = sampleSeenSurface(survey, shapes, new Random(seed ^ 0x5a3913));
  return { ...trueCameras(survey), shapes, volume: VOLUME, samples };
}

/** Writes the truth into a folder: JSON, and the points beside it. */
export async function writeCourtyardTruth(folder: string, truth: CourtyardTruth): Promise<void> {
  const { samples, shapes, volume } = truth;
  const path = join(folder, TRUTH_FILE);
  await writeFile(join(folder, SAMPLES_FILE), new Uint8Array(samples.buffer));
  const file: TruthFile = {
    scene: 'courtyard',
    ...cameraTruthFile(truth),
    ...{ shapes, volume, samplesFile: SAMPLES_FILE },
  };
  await writeFile(`${path}.partial`, `${JSON.stringify(file, null, 1)}\n`);
  await rename(`${path}.partial`, path);
}

/** Reads the truth of a generated courtyard from its folder. */
export async function readCourtyardTruth(folder: string): Promise<CourtyardTruth> {
  const file = JSON.parse(await readFile(join(folder, TRUTH_FILE), 'utf8')) as TruthFile;
  const { scene, samplesFile, shapes, volume } = file;
  if (scene !== 'courtyard') throw new Error(`${folder} holds no courtyard`);
  const bytes = await readFile(join(folder, samplesFile));
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { ...cameraTruthFrom(file), shapes, volume, samples };
}

/** The courtyard's surface to compare with: distances are exact, but for points deep inside overlapping shapes. */
export function courtyardShape(truth: CourtyardTruth): TrueShape {
  const { volume, samples } = truth;
  const nearest = new NearestBody(truth.shapes.map(openShape), volume);
  const middle: Vector3 = [
    (volume.min[0] + volume.max[0]) / 2,
    (volume.min[1] + volume.max[1]) / 2,
    (volume.min[2] + volume.max[2]) / 2,
  ];
  return {
    distanceFrom: (x, y, z) => Math.abs(nearest.distanceFrom(x, y, z)),
    contains: (x, y, z) => isWithin(volume, [x, y, z]),
    samples,
    gsdMetres: groundSamplingDistance(truth, middle),
  };
}

function sampleSeenSurface(survey: Survey, shapes: readonly Shape[], random: Random): Float32Array {
  const bodies = shapes.map(openShape);
  const { camera } = survey;
  const eyes = survey.shots.map((shot) => ({ camera, shot, caster: new RayCaster(bodies, camera, shot) }));
  const seen: number[] = [];
  const surface = new SurfacePoint();
  for (const [index, shape] of shapes.entries()) {
    const body = bodies[index];
    if (!body || !overlaps(body.extent, VOLUME)) continue;
    for (const point of scatterPoints(shape, SAMPLING, random)) {
      if (!isWithin(VOLUME, point)) continue;
      body.describe(point, surface);
      let photos = 0;
      for (const eye of eyes) {
        if (isSeen(eye, point, surface.normal) && ++photos === LEAST_PHOTOS) break;
      }
      if (photos === LEAST_PHOTOS && !isOnEarlier(bodies, index, point)) seen.push(...point);
    }
  }
  return Float32Array.from(seen);
}

function isSeen(
  { camera, shot, caster }: { camera: Camera; shot: Survey['shots'][number]; caster: RayCaster },
  point: Vector3,
  normal: Vector3,
): boolean {
  const pixel = projectPoint(camera, shot, point);
  if (!pixel || pixel.x < 0 || pixel.y < 0) return false;
  if (pixel.x >= camera.width || pixel.y >= camera.height) return false;
  const toPoint = subtract(point, shot.centre);
  const facing = -dot(toPoint, normal) / lengthOf(toPoint);
  if (facing < LEAST_COSINE) return false;
  const hit: Hit = { distance: 0, face: -1 };
  const [x, y, z] = toPoint;
  caster.cast(shot.centre, [x / pixel.depth, y / pixel.depth, z / pixel.depth], hit);
  return hit.distance > pixel.depth - HIT_METRES;
}

/** Whether a point was already scattered over the same surface of a body before. */
function isOnEarlier(bodies: readonly Body[], before: number, [x, y, z]: Vector3): boolean {
  for (let index = 0; index < before; index++) {
    const body = bodies[index];
    if (body && isWithin(body.extent, [x, y, z]) && Math.abs(body.distanceFrom(x, y, z)) < SAME_METRES)
      return true;
  }
  return false;
}

function overlaps(a: Extent, b: Extent): boolean {
  return a.min.every((low, axis) => low <= b.max[axis]! && a.max[axis]! >= b.min[axis]!);
}
