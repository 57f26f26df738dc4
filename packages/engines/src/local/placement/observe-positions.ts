import { isLocal, type LocalPosition } from '@tiepoint/inspection';
import { enuFromEnu, enuFromGeodetic, type Geodetic, type Matrix3, type Vector3 } from '@tiepoint/scene';
import type { CameraAttitude } from '../../port/engine.ts';
import type { EnuFrame, OwnFrame } from '../alignment/frame.ts';
import { medianOf, middleOf } from '../alignment/middle-of.ts';
import type { LocalPhoto } from '../workspaces/local-job.ts';

/** A camera of the reconstruction, in any frame. */
export interface PlacedCamera {
  fileName: string;
  centre: Vector3;
  /** Rows are the camera's axes (x right, y down, z forward) in the model's frame. */
  cameraFromWorld: Matrix3;
}

/** A registered camera with the position of its photo. */
export interface ObservedPosition {
  fileName: string;
  displayName: string;
  camera: PlacedCamera;
  /** Metres in the frame; the third is meaningless without an altitude. */
  to: Vector3;
  hasAltitude: boolean;
  /** Deviations in metres, stated or typical, which are the weights. */
  deviation: { horizontal: number; vertical: number };
  /** Residuals up to this are no contradiction, as the position states its deviation. */
  expected: { horizontal: number; vertical: number };
  attitude?: CameraAttitude;
  /** From the frame to east, north and up at the photo's own place. */
  hereFromFrame?: Matrix3;
}

/** All positions of registered cameras, in one frame. */
export interface ObservedPositions {
  frame: EnuFrame | OwnFrame;
  observed: ObservedPosition[];
}

/** Deviations of a receiver without corrections, beside positions that state theirs. */
const TYPICAL = { horizontal: 3, vertical: 5 };
/** Equal weights: heights of receivers are less accurate than places. */
const EQUAL = { horizontal: 1, vertical: 1.5 };
/** No receiver is more accurate. */
const LEAST_DEVIATION = 0.005;
/** Of a normal distribution, almost nothing is beyond. */
const EXPECTED_DEVIATIONS = 3;
/** Beyond, coordinates in single precision are rounded to more than a millimetre. */
const MAX_EXACT_METRES = 10_000;

/** The positions of the registered cameras in metres around their middle; undefined without any. */
export function observePositions(
  cameras: readonly PlacedCamera[],
  photos: readonly LocalPhoto[],
): ObservedPositions | undefined {
  const byName = new Map(photos.map((photo) => [photo.fileName, photo]));
  const pairs = cameras.flatMap((camera) => {
    const photo = byName.get(camera.fileName);
    return photo?.position ? [{ camera, photo }] : [];
  });
  const positions = pairs.map(({ photo }) => photo.position!);
  const onEarth = positions.flatMap((position) => (isLocal(position) ? [] : [position]));
  if (positions.length === 0) return undefined;
  const isStated = onEarth.some(({ deviation }) => deviation);
  if (onEarth.length === 0) return observeLocal(pairs, positions.filter(isLocal));
  const origin = middleOf(onEarth);
  const observed = pairs.flatMap(({ camera, photo }): ObservedPosition[] => {
    const { position, fileName, displayName, attitude } = photo;
    if (!position || isLocal(position)) return [];
    const place: Geodetic = { ...position, altitude: position.altitude ?? origin.altitude };
    return [
      {
        ...{ fileName, displayName, camera, attitude },
        to: enuFromGeodetic(place, origin),
        hasAltitude: position.altitude !== undefined,
        ...accuracyOf(position.deviation, isStated),
        hereFromFrame: attitude && enuFromEnu({ target: place, source: origin }).rotation,
      },
    ];
  });
  return { frame: { type: 'enu', origin }, observed };
}

function accuracyOf(
  stated: ObservedPosition['deviation'] | undefined,
  isStated: boolean,
): Pick<ObservedPosition, 'deviation' | 'expected'> {
  if (!isStated) return { deviation: EQUAL, expected: { horizontal: 0, vertical: 0 } };
  const { horizontal, vertical } = stated ?? TYPICAL;
  return {
    deviation: {
      horizontal: Math.max(LEAST_DEVIATION, horizontal),
      vertical: Math.max(LEAST_DEVIATION, vertical),
    },
    expected: {
      horizontal: EXPECTED_DEVIATIONS * horizontal,
      vertical: EXPECTED_DEVIATIONS * vertical,
    },
  };
}

function observeLocal(
  pairs: readonly { camera: PlacedCamera; photo: LocalPhoto }[],
  positions: readonly LocalPosition[],
): ObservedPositions {
  const offset = chooseOffset(positions);
  const observed = pairs.flatMap(({ camera, photo }): ObservedPosition[] => {
    const { position, fileName, displayName, attitude } = photo;
    if (!position || !isLocal(position)) return [];
    const to: Vector3 = [position.x - offset[0], position.y - offset[1], position.z - offset[2]];
    return [
      {
        ...{ fileName, displayName, camera, attitude, to, hasAltitude: true },
        ...accuracyOf(undefined, false),
      },
    ];
  });
  const isZero = offset.every((value) => value === 0);
  return { frame: isZero ? { type: 'model' } : { type: 'model', offset }, observed };
}

function chooseOffset(positions: readonly LocalPosition[]): Vector3 {
  const along = (values: number[]) => {
    const metres = medianOf(values);
    return Math.abs(metres) > MAX_EXACT_METRES ? Math.floor(metres) : 0;
  };
  return [
    along(positions.map(({ x }) => x)),
    along(positions.map(({ y }) => y)),
    along(positions.map(({ z }) => z)),
  ];
}
