import { Random } from '@tiepoint/samples';
import {
  cameraAxes,
  degrees,
  enuFromEnu,
  type Geodetic,
  geodeticFromEnu,
  lengthOf,
  multiply,
  type Similarity,
  subtract,
  transformPoint,
  transpose,
  type Vector3,
} from '@tiepoint/scene';
import type { CameraAttitude } from '../../../port/engine.ts';
import type { LocalPhoto } from '../../workspaces/local-job.ts';
import type { PlacedCamera } from '../place-by-positions.ts';
import {
  type Block,
  type BlockName,
  type BlockPlan,
  blockOf,
  randomRotation,
  shaken,
} from './blocks.fixture.ts';

/** How far measured positions are from the truth: standard deviations in metres. */
export interface ReceiverNoise {
  horizontal: number;
  vertical: number;
  /** The part that all photos of a flight share. */
  sharedHorizontal: number;
  sharedVertical: number;
}

/** How far a placed block may be from the truth. */
export interface Bound {
  scale: number;
  tiltDegrees: number;
  headingDegrees: number;
  horizontalMetres: number;
  verticalMetres: number;
}

/** A photo of a block, as its file would describe it. */
export interface MeasuredPhoto extends Pick<LocalPhoto, 'fileName' | 'position' | 'attitude'> {
  /** Where it was really taken. */
  exact: Geodetic;
  /** Where it was really taken: metres east, north and up of the block's origin. */
  exactEnu: Vector3;
}

/** One fault of the positions of a set of photos. */
export interface PositionFault {
  /** A phrase that completes "placing by positions, with …". */
  name: string;
  plan?: Partial<BlockPlan>;
  noise?: Partial<ReceiverNoise>;
  /** Whether the photos state where the camera pointed. */
  attitudes?: boolean;
  /** Puts the fault into the photos; left out, they are as measured. */
  spoil?: (photos: MeasuredPhoto[], random: Random) => MeasuredPhoto[];
  bound?: Partial<Bound>;
  /** What a note must say where the block is not placed; left out, it must be placed. */
  cause?: RegExp;
  /** What a note must say although the block is placed. */
  told?: RegExp;
  /** Photos whose positions must be named as not used: their indices. */
  outliers?: readonly number[];
  /** Whether the whole product is tried with it as well. */
  whole?: true;
}

/** The photos of a block with a fault, and the truth that only the judge knows. */
export interface SpoiledPhotos {
  photos: LocalPhoto[];
  measured: MeasuredPhoto[];
  block: Block;
  bound: Bound;
}

/** What the placing stage gets of a block with a fault. */
export interface SpoiledBlock extends SpoiledPhotos {
  cameras: PlacedCamera[];
  /** From the frame of the reconstruction to the block's metres east, north and up. */
  truthFromModel: Similarity;
}

/** A place whose flight of 100 m is 198 m high, as in the photos in which an altitude of 0 was seen. */
export const USUAL_PLACE: Geodetic = { latitude: 46.9712, longitude: 7.6584, altitude: 98 };

const USUAL_PLAN: BlockPlan = {
  ...{ photos: 24, spacingMetres: 50, origin: USUAL_PLACE, layout: 'area', slope: 0 },
};
/** A receiver without corrections: most of its error hardly changes during a flight. */
const USUAL_NOISE: ReceiverNoise = {
  ...{ horizontal: 0.4, vertical: 0.5 },
  ...{ sharedHorizontal: 1, sharedVertical: 2 },
};
/** Twice the deviations that receivers without corrections have: 3 m, and 5 m in height. */
const USUAL_BOUND: Bound = {
  ...{ scale: 0.005, tiltDegrees: 0.5, headingDegrees: 2 },
  ...{ horizontalMetres: 6, verticalMetres: 10 },
};
/** Errors of a reconstruction: of its centres as a share of the block's extent, and of its rotations. */
const CENTRE_NOISE_SHARE = 0.0002;
const ROTATION_NOISE_DEGREES = 0.02;
/** Gimbals know up well, and north badly. */
const GIMBAL_NOISE_DEGREES = 0.4;
const COMPASS_NOISE_DEGREES = 3;

/** Builds a block with a fault, and reconstructs it; the same arguments give the same block. */
export function spoilBlock(fault: PositionFault, name: BlockName): SpoiledBlock {
  const seed = seedOf(`${fault.name}, ${name}`);
  const block = blockOf(name, { ...USUAL_PLAN, ...fault.plan }, seed);
  const random = new Random(seed ^ 0xfa017);
  const modelFromTruth = drawSimilarity(random);
  return {
    ...spoilPhotos(fault, block, random),
    cameras: reconstruct(block, modelFromTruth, random),
    truthFromModel: inverseOf(modelFromTruth),
  };
}

/** The photos of a block with a fault of their positions. */
export function spoilPhotos(fault: PositionFault, block: Block, random: Random): SpoiledPhotos {
  const measured = measure(block, { ...USUAL_NOISE, ...fault.noise }, random).map((photo) =>
    fault.attitudes ? photo : { ...photo, attitude: undefined },
  );
  const spoiled = fault.spoil?.(measured, random) ?? measured;
  const photos = spoiled.map(
    ({ fileName, position, attitude }): LocalPhoto => ({
      ...{ fileName, displayName: displayNameOf(fileName), width: 4000, height: 3000, cameraKey: 'drone' },
      ...{ position, attitude },
    }),
  );
  return { photos, measured: spoiled, block, bound: { ...USUAL_BOUND, ...fault.bound } };
}

/** What the user calls a photo. */
export function displayNameOf(fileName: string): string {
  return fileName.replace('photo-', 'DJI_0').replace('.jpg', '.JPG');
}

/** The block in a frame of its own, with the errors of a good reconstruction. */
function reconstruct({ cameras }: Block, modelFromTruth: Similarity, random: Random): PlacedCamera[] {
  const noise = CENTRE_NOISE_SHARE * extentOf(cameras.map(({ centre }) => centre));
  return cameras.map(({ fileName, centre, rotation }) => {
    const [x, y, z] = centre;
    const found: Vector3 = [x + random.normal(noise), y + random.normal(noise), z + random.normal(noise)];
    const cameraFromTruth = shaken(rotation, ROTATION_NOISE_DEGREES, random);
    return {
      fileName,
      centre: transformPoint(modelFromTruth, found),
      cameraFromWorld: multiply(cameraFromTruth, transpose(modelFromTruth.rotation)),
    };
  });
}

/** What receiver and gimbal say. */
function measure({ origin, cameras }: Block, noise: ReceiverNoise, random: Random): MeasuredPhoto[] {
  const draw = (horizontal: number, vertical: number): Vector3 => [
    random.normal(horizontal / Math.SQRT2),
    random.normal(horizontal / Math.SQRT2),
    random.normal(vertical),
  ];
  const shared = draw(noise.sharedHorizontal, noise.sharedVertical);
  return cameras.map((camera) => {
    const own = draw(noise.horizontal, noise.vertical);
    const at = camera.centre.map((value, axis) => value + shared[axis]! + own[axis]!);
    return {
      fileName: camera.fileName,
      exact: geodeticFromEnu(camera.centre, origin),
      exactEnu: camera.centre,
      position: geodeticFromEnu(at as [number, number, number], origin),
      attitude: attitudeOf(camera, origin, random),
    };
  });
}

/** Where a camera points as its gimbal says it: against north and level at its own place. */
function attitudeOf(
  { centre, rotation }: Block['cameras'][0],
  origin: Geodetic,
  random: Random,
): CameraAttitude {
  const here = enuFromEnu({ target: geodeticFromEnu(centre, origin), source: origin });
  const local = multiply(rotation, transpose(here.rotation));
  const { right, down, ahead } = cameraAxes({ cameraFromWorld: { rotation: local, translation: [0, 0, 0] } });
  // A camera that looks down has its heading in the upper edge of the photo.
  const forward: Vector3 = Math.abs(ahead[2]) > Math.SQRT1_2 ? [-down[0], -down[1], 0] : ahead;
  return {
    yaw: degrees(Math.atan2(forward[0], forward[1])) + random.normal(COMPASS_NOISE_DEGREES),
    pitch: degrees(Math.asin(ahead[2])) + random.normal(GIMBAL_NOISE_DEGREES),
    roll:
      degrees(Math.atan2(-right[2], Math.hypot(right[0], right[1]))) + random.normal(GIMBAL_NOISE_DEGREES),
  };
}

/** Each block of each fault has its own cameras, errors and frame. */
function seedOf(text: string): number {
  return [...text].reduce((seed, letter) => Math.imul(seed ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
}

/** A frame as structure from motion chooses it: any scale, orientation and origin. */
function drawSimilarity(random: Random): Similarity {
  return {
    scale: 10 ** random.between(-1.5, 0.5),
    rotation: randomRotation(random),
    translation: [random.normal(5), random.normal(5), random.normal(5)],
  };
}

/** The way back. */
export function inverseOf({ scale, rotation, translation }: Similarity): Similarity {
  const back: Similarity = { scale: 1 / scale, rotation: transpose(rotation), translation: [0, 0, 0] };
  return { ...back, translation: subtract([0, 0, 0], transformPoint(back, translation)) };
}

function extentOf(points: readonly Vector3[]): number {
  const [first = [0, 0, 0]] = points;
  return Math.max(...points.map((point) => lengthOf(subtract(point, first as Vector3))));
}
