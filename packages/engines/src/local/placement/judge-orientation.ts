import {
  apply,
  degrees,
  degreesBetween,
  multiply,
  normalise,
  type Similarity,
  transpose,
} from '@tiepoint/scene';
import { medianOf } from '../alignment/middle-of.ts';
import { statedUp, upByCameras } from './find-up.ts';
import type { FittedPosition, PlacementProblem } from './fit-positions.ts';
import type { ObservedPosition } from './observe-positions.ts';

/** Gimbals are exact to some degrees. */
const MAX_STATED_TILT_DEGREES = 40;
/** Beyond, the model is upside down for how cameras are held. */
const MAX_TILT_DEGREES = 110;
/** A heading that is off by a quarter turn is that of the mount; one of the opposite direction is that of wrong signs. */
const MIN_TURN_DEGREES = 155;
const MIN_STATED = 3;

/** What the placement contradicts: pitch angles, headings, or how cameras are held. */
export function findContradiction(
  observed: readonly ObservedPosition[],
  { similarity, residuals }: { similarity: Similarity; residuals: readonly FittedPosition[] },
): PlacementProblem | undefined {
  const used = observed.filter((_, index) => residuals[index]!.horizontal);
  const tilt = medianTilt(used, similarity);
  if (tilt !== undefined) {
    if (tilt > MAX_STATED_TILT_DEGREES) {
      const reason = `the pitch angles of the photos contradict their positions by ${tilt.toFixed(0)}°`;
      return { reason };
    }
    return medianTurn(used, similarity) > MIN_TURN_DEGREES
      ? {
          isTurned: true,
          reason:
            'the headings (yaw) of the photos are opposite to those that their positions ask for: both GPSLatitudeRef and GPSLongitudeRef are probably missing, so that latitude and longitude have wrong signs',
        }
      : undefined;
  }
  const up = apply(similarity.rotation, upByCameras(used).direction);
  if (degreesBetween(normalise(up), [0, 0, 1]) <= MAX_TILT_DEGREES) return undefined;
  return { reason: 'the positions fit only with the model upside down', isDoubtful: true };
}

function medianTilt(used: readonly ObservedPosition[], similarity: Similarity): number | undefined {
  const tilts = used.flatMap((one) => {
    const up = statedUp(one);
    return up ? [degreesBetween(normalise(apply(similarity.rotation, up)), [0, 0, 1])] : [];
  });
  return tilts.length >= MIN_STATED && tilts.length >= used.length / 2 ? medianOf(tilts) : undefined;
}

/** How far the stated headings are from those in the model, in degrees; 0 where too few are stated. */
function medianTurn(used: readonly ObservedPosition[], similarity: Similarity): number {
  const turns = used.flatMap(({ attitude, camera, hereFromFrame }) => {
    if (attitude?.yaw === undefined || !hereFromFrame) return [];
    const frameFromCamera = multiply(similarity.rotation, transpose(camera.cameraFromWorld));
    const ahead = apply(hereFromFrame, apply(frameFromCamera, [0, 0, 1]));
    const top = apply(hereFromFrame, apply(frameFromCamera, [0, -1, 0]));
    const forward = Math.abs(ahead[2]) > Math.SQRT1_2 ? top : ahead;
    const yaw = degrees(Math.atan2(forward[0], forward[1]));
    return [Math.abs(((((attitude.yaw - yaw) % 360) + 540) % 360) - 180)];
  });
  return turns.length >= MIN_STATED && turns.length >= used.length / 2 ? medianOf(turns) : 0;
}
