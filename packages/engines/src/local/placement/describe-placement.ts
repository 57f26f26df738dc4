import type { EnuFrame, OwnFrame } from '../alignment/frame.ts';
import { medianOf } from '../alignment/middle-of.ts';
import type { PositionFit } from './fit-positions.ts';
import { nameSome } from './name-some.ts';
import type { ObservedPosition } from './observe-positions.ts';
import type { PlacementReport } from './placement-report.ts';

/** Said where a local frame is not used. */
export const NO_DEGREES =
  'At least 3 registered photos need positions in pose.txt that are not on one line or one spot. They are in metres: degrees need "coordinatesystem wgs84".';
/** From so many on, altitudes that are off by the same are measured from another level. */
const MIN_SHIFTED = 3;
const MAX_SHIFT_SPREAD = 0.1;

/** A placement, to be described for users. */
export interface DescribedPlacement {
  frame: EnuFrame | OwnFrame;
  observed: readonly ObservedPosition[];
  fit: Extract<PositionFit, { residuals: unknown }>;
  report: PlacementReport;
}

/** What users must know of a placement, in sentences. */
export function describePlacement(placement: DescribedPlacement): string[] {
  const { frame, fit } = placement;
  return [
    ...(frame.type === 'model' ? describeOwnFrame(frame) : []),
    describeResiduals(placement),
    ...describeAltitudes(placement),
    ...(fit.up?.for === 'line'
      ? [
          `The positions are on one straight line: how the model is turned around it is from ${fit.up.source}.`,
        ]
      : []),
    ...describeHeights(fit),
  ];
}

/** What users must know of a frame that is not on earth. */
function describeOwnFrame({ offset }: OwnFrame): string[] {
  const where = 'The model is in the local frame of pose.txt, in metres; it has no place on earth.';
  if (!offset) return [where];
  const less = 'Its coordinates are large: all files give them less the offset';
  return [where, `${less} ${offset.join(' ')}, which cameras.json states.`];
}

function describeResiduals({ observed, fit, report }: DescribedPlacement): string {
  const { used, rejected, rmse } = report;
  const up = fit.heights === 'world' ? `, ${metres(rmse.up)} up` : '';
  const fits = `${used} of ${observed.length} positions fit: RMSE ${metres(rmse.east)} east, ${metres(rmse.north)} north${up}`;
  const outliers = rejected.filter(({ reason }) => reason === 'outlier');
  if (outliers.length === 0) return `${fits}.`;
  return `${fits}; not used: ${nameRejected(outliers, observed)}.`;
}

function describeAltitudes({ observed, fit, report }: DescribedPlacement): string[] {
  const altitudes = report.rejected.filter(({ reason }) => reason === 'altitude');
  if (altitudes.length === 0) return [];
  const names = nameRejected(altitudes, observed);
  const shifts = fit.residuals.flatMap(({ horizontal, vertical, offset }, index) =>
    horizontal && !vertical && observed[index]!.hasAltitude ? [-offset[2]] : [],
  );
  const shift = medianOf(shifts);
  const spread = medianOf(shifts.map((one) => Math.abs(one - shift)));
  const isShifted = shifts.length >= MIN_SHIFTED && spread < MAX_SHIFT_SPREAD * Math.abs(shift);
  const why = isShifted
    ? ` They are all about ${metres(shift)} off: their altitudes are probably measured from another level (ellipsoid or sea) than the others.`
    : '';
  return [
    `Of ${altitudes.length} photos, only latitude and longitude are used, as their altitudes do not fit: ${names}.${why}`,
  ];
}

function describeHeights({ heights, up }: DescribedPlacement['fit']): string[] {
  if (heights === 'world') return [];
  const tilt = `the model is level by ${up?.source}`;
  if (heights === 'one altitude')
    return [`All photos have the same altitude: ${tilt}, and its height is only as right as that altitude.`];
  return [
    `The altitudes of the photos are missing or contradict each other: ${tilt}. Its heights are not those of the world; they are counted from the median of the cameras.`,
  ];
}

function nameRejected(rejected: PlacementReport['rejected'], observed: readonly ObservedPosition[]): string {
  const names = new Map(observed.map(({ fileName, displayName }) => [fileName, displayName]));
  const farthest = rejected.toSorted((a, b) => b.metres - a.metres);
  return nameSome(farthest.map((one) => `${names.get(one.fileName)} (${metres(one.metres)} off)`));
}

function metres(value: number): string {
  const size = Math.abs(value);
  return `${value.toFixed(size < 0.1 ? 3 : size < 10 ? 1 : 0)} m`;
}
