import { Random } from '@tiepoint/samples';
import {
  add,
  cross,
  type Geodetic,
  lengthOf,
  type Matrix3,
  multiply,
  normalise,
  radians,
  type Vector3,
} from '@tiepoint/scene';

/** How the cameras of a block look. */
export type BlockName = 'nadir' | 'oblique' | 'orbit';

/** Where the photos of a block are taken. */
export interface BlockPlan {
  photos: number;
  /** From one photo to the next. */
  spacingMetres: number;
  /** Ground below the middle of the block. */
  origin: Geodetic;
  /** `area`: a grid, or rings around an object. `line` and `bend` are corridors, and all their photos see one thing. */
  layout: 'area' | 'line' | 'bend';
  /** How much the ground, and the flight above it, rises over a metre toward the east. */
  slope: number;
}

/** A camera without any error. */
export interface ExactCamera {
  fileName: string;
  /** Metres east, north and up of the block's origin. */
  centre: Vector3;
  /** From east, north and up to the camera's axes (x right, y down, z forward). */
  rotation: Matrix3;
}

/** Cameras without any error, with their place on earth. */
export interface Block {
  origin: Geodetic;
  cameras: ExactCamera[];
}

/** All kinds of blocks. */
export const BLOCK_NAMES: readonly BlockName[] = ['nadir', 'oblique', 'orbit'];

const FLIGHT_METRES = 100;
/** Flight lines do not run along the axes of the frame. */
const LINE_HEADING_DEGREES = 35;
const OBLIQUE_PITCH_DEGREES = -45;
const TILT_NOISE_DEGREES = 1.2;
const POSITION_NOISE_METRES = 0.8;
const PHOTOS_PER_RING = 24;
/** Rows and columns of the grid are in this proportion. */
const GRID_PROPORTION = 1.5;
const BEND_DEGREES = 40;

/**
 * The exact cameras of a block: those of a flight by hand and wind, near their plan and never level. The same seed gives
 * the same cameras.
 */
export function blockOf(name: BlockName, plan: BlockPlan, seed: number): Block {
  const random = new Random(seed);
  const places = name === 'orbit' && plan.layout === 'area' ? ringPlaces(plan) : pathPlaces(plan);
  const target = targetOf(places, plan);
  const cameras = places.map((place, index): ExactCamera => {
    const rise = plan.slope * place.at[0];
    const centre = add(
      [place.at[0], place.at[1], place.at[2] + rise],
      [0, 1, 2].map(() => random.normal(POSITION_NOISE_METRES)) as [number, number, number],
    );
    const aim = aimOf(name, { ...place, target, centre });
    const noise = () => random.normal(TILT_NOISE_DEGREES);
    return {
      fileName: `photo-${String(index + 1).padStart(3, '0')}.jpg`,
      centre,
      rotation: rotationOf({
        yawDegrees: aim.yawDegrees + noise(),
        pitchDegrees: aim.pitchDegrees + noise(),
        rollDegrees: noise(),
      }),
    };
  });
  return { origin: plan.origin, cameras };
}

interface Aim {
  yawDegrees: number;
  pitchDegrees: number;
}

interface Place {
  at: Vector3;
  headingDegrees: number;
}

/** Flight lines there and back, or a corridor. */
function pathPlaces({ photos, spacingMetres, layout }: BlockPlan): Place[] {
  const perLine = layout === 'area' ? Math.round(Math.sqrt(photos * GRID_PROPORTION)) : photos;
  const lines = Math.ceil(photos / perLine);
  return Array.from({ length: photos }, (_, index): Place => {
    const line = Math.floor(index / perLine);
    const isBack = line % 2 === 1;
    const step = isBack ? perLine - 1 - (index % perLine) : index % perLine;
    const along = (step - (perLine - 1) / 2) * spacingMetres;
    const across = (line - (lines - 1) / 2) * spacingMetres;
    const turned = layout === 'bend' && along > 0 ? BEND_DEGREES : 0;
    const heading = LINE_HEADING_DEGREES + turned;
    return {
      at: add(scaled(headingVector(heading), along), scaled(headingVector(heading + 90), across)),
      headingDegrees: heading + (isBack ? 180 : 0),
    };
  }).map((place) => ({ ...place, at: [place.at[0], place.at[1], FLIGHT_METRES] }));
}

/** Rings around an object: each is higher and wider than the one below. */
function ringPlaces({ photos, spacingMetres }: BlockPlan): Place[] {
  const perRing = Math.min(photos, PHOTOS_PER_RING);
  return Array.from({ length: photos }, (_, index): Place => {
    const ring = Math.floor(index / perRing);
    const bearing = (360 / perRing) * (index + ring / 2) + LINE_HEADING_DEGREES;
    const radius = (spacingMetres * PHOTOS_PER_RING) / (2 * Math.PI) / 2 + (ring * spacingMetres) / 4;
    const [east, north] = scaled(headingVector(bearing), radius);
    return { at: [east, north, 0.6 * radius + ring], headingDegrees: bearing + 90 };
  });
}

/** What an orbit looks at: the middle of its rings, or a thing beside a corridor. */
function targetOf(places: readonly Place[], { layout, spacingMetres }: BlockPlan): Vector3 {
  const side = layout === 'area' ? 0 : 3 * spacingMetres;
  const [east, north] = scaled(headingVector(LINE_HEADING_DEGREES + 90), side);
  const lowest = Math.min(...places.map(({ at }) => at[2]));
  return [east, north, layout === 'area' ? 0.1 * lowest : 0];
}

function aimOf(name: BlockName, place: Place & { target: Vector3; centre: Vector3 }): Aim {
  if (name === 'nadir') return { yawDegrees: place.headingDegrees, pitchDegrees: -90 };
  if (name === 'oblique') return { yawDegrees: LINE_HEADING_DEGREES, pitchDegrees: OBLIQUE_PITCH_DEGREES };
  const [east, north, up] = add(place.target, scaled(place.centre, -1));
  const toDegrees = 180 / Math.PI;
  return {
    yawDegrees: Math.atan2(east, north) * toDegrees,
    pitchDegrees: Math.asin(up / lengthOf([east, north, up])) * toDegrees,
  };
}

/** The rotation from east, north and up to the axes of a camera of this attitude. */
export function rotationOf(attitude: Aim & { rollDegrees: number }): Matrix3 {
  const [pitch, roll] = [radians(attitude.pitchDegrees), radians(attitude.rollDegrees)];
  const level = headingVector(attitude.yawDegrees);
  const ahead: Vector3 = [level[0] * Math.cos(pitch), level[1] * Math.cos(pitch), Math.sin(pitch)];
  const levelRight = headingVector(attitude.yawDegrees + 90);
  const levelDown = cross(ahead, levelRight);
  const right = add(scaled(levelRight, Math.cos(roll)), scaled(levelDown, Math.sin(roll)));
  return [...right, ...cross(ahead, right), ...ahead] as const;
}

/** A rotation drawn at random. */
export function randomRotation(random: Random): Matrix3 {
  const draw = (): Vector3 => normalise([random.normal(1), random.normal(1), random.normal(1)]);
  const first = draw();
  const third = normalise(cross(first, draw()));
  return [...first, ...cross(third, first), ...third] as const;
}

/** A small rotation drawn at random, applied after another one. */
export function shaken(rotation: Matrix3, degrees: number, random: Random): Matrix3 {
  const [x, y, z] = [0, 1, 2].map(() => radians(random.normal(degrees))) as [number, number, number];
  const turn = (axis: Vector3): Vector3 => normalise(add(axis, cross([x, y, z], axis)));
  const right = turn([1, 0, 0]);
  const ahead = normalise(cross(right, turn([0, 1, 0])));
  return multiply([...right, ...cross(ahead, right), ...ahead], rotation);
}

function headingVector(degrees: number): Vector3 {
  return [Math.sin(radians(degrees)), Math.cos(radians(degrees)), 0];
}

function scaled([x, y, z]: Vector3, factor: number): Vector3 {
  return [factor * x, factor * y, factor * z];
}
