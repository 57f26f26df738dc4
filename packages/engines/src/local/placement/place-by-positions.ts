import { isLocal } from '@tiepoint/inspection';
import type { Similarity } from '@tiepoint/scene';
import type { EnuFrame, OwnFrame } from '../alignment/frame.ts';
import type { LocalPhoto } from '../workspaces/local-job.ts';
import { chooseAltitudes } from './choose-altitudes.ts';
import { describePlacement, NO_DEGREES } from './describe-placement.ts';
import { fitPositions, type PositionFit } from './fit-positions.ts';
import { findContradiction } from './judge-orientation.ts';
import { nameMirroring } from './name-mirroring.ts';
import { nameSome } from './name-some.ts';
import { type ObservedPositions, observePositions, type PlacedCamera } from './observe-positions.ts';
import type { PlacementReport, RejectedPosition } from './placement-report.ts';
import { rootMeanSquare } from './statistics.ts';

export type { PlacedCamera } from './observe-positions.ts';

/** Where positions place a model. */
export interface PositionPlacement {
  /** Undefined if the positions cannot place it; a note says why. */
  placed?: { frame: EnuFrame | OwnFrame; similarity: Similarity; report: PlacementReport };
  /** Sentences for users: they name the cause and the photos. */
  notes: string[];
}

/** A similarity transform needs three. */
const MIN_POSITIONS = 3;
const UPSIDE_DOWN =
  'By how cameras are usually held, the model is upside down, but no mirrored positions fit it better: if the cameras were not mounted upside down, check the signs of the positions.';

/** Places a model by the positions of its photos, as far as they agree. */
export function placeByPositions(
  cameras: readonly PlacedCamera[],
  photos: readonly LocalPhoto[],
): PositionPlacement {
  const chosen = chooseAltitudes(photos);
  const positions = observePositions(cameras, chosen.photos);
  if (!positions) return { notes: sayNoneRegistered(photos) };
  const { observed } = positions;
  const inLocalFrame = positions.frame.type === 'model';
  const fail = (reason: string): PositionPlacement => ({
    notes: [
      inLocalFrame
        ? `The model is not in the local frame of pose.txt, its scale and orientation are unknown: ${reason}. ${NO_DEGREES}`
        : `The model is not georeferenced, its scale and orientation are unknown: ${reason}.`,
    ],
  });
  if (observed.length < MIN_POSITIONS) {
    const count =
      observed.length === 1
        ? 'Only 1 registered photo has'
        : `Only ${observed.length} registered photos have`;
    return fail(`${lowerFirst(count)} a position, and ${MIN_POSITIONS} are needed`);
  }
  const fit = fitPositions(positions, chosen.areAltitudesKnown);
  const contradiction = fit.similarity ? findContradiction(observed, fit) : fit.problem;
  if (!contradiction && fit.similarity) return describeFit(positions, fit, chosen.notes);
  const mirroring = fit.isDegenerate
    ? undefined
    : nameMirroring(cameras, chosen.photos, { fit, isTurned: contradiction?.isTurned ?? false });
  if (!mirroring && fit.similarity && contradiction?.isDoubtful)
    return describeFit(positions, fit, [...chosen.notes, UPSIDE_DOWN]);
  return fail(mirroring ?? contradiction?.reason ?? 'the positions of the photos contradict each other');
}

function describeFit(
  { frame, observed }: ObservedPositions,
  fit: Extract<PositionFit, { similarity: Similarity }>,
  notes: readonly string[],
): PositionPlacement {
  const { similarity, residuals } = fit;
  const used = residuals.filter(({ horizontal }) => horizontal);
  const report: PlacementReport = {
    used: used.length,
    rejected: residuals.flatMap((one, index): RejectedPosition[] => {
      const { fileName, hasAltitude } = observed[index]!;
      const [east, north, up] = one.offset;
      if (!one.horizontal)
        return [{ fileName, reason: 'outlier', metres: Math.hypot(east, north, hasAltitude ? up : 0) }];
      if (!hasAltitude || one.vertical || fit.heights !== 'world') return [];
      return [{ fileName, reason: 'altitude', metres: Math.abs(up) }];
    }),
    rmse: {
      east: rootMeanSquare(used.map(({ offset }) => offset[0])),
      north: rootMeanSquare(used.map(({ offset }) => offset[1])),
      up: rootMeanSquare(used.flatMap(({ offset, vertical }) => (vertical ? [offset[2]] : []))),
    },
    toleranceMetres: fit.toleranceMetres,
  };
  return {
    placed: { frame, similarity, report },
    notes: [...describePlacement({ frame, observed, fit, report }), ...notes],
  };
}

/** Why positions that are there are not used: none is of a photo in the model. */
function sayNoneRegistered(photos: readonly LocalPhoto[]): string[] {
  const withPosition = photos.filter(({ position }) => position);
  if (withPosition.length === 0) return [];
  const where = withPosition.some(({ position }) => position && isLocal(position))
    ? 'placed'
    : 'georeferenced';
  const names = nameSome(withPosition.map(({ displayName }) => displayName));
  return [`The model is not ${where}: none of the photos with a position (${names}) is in it.`];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
