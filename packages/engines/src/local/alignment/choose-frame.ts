import type { Vector3 } from '@tiepoint/scene';
import type { CoordinateSystems } from '../../coordinates/coordinate-systems.ts';
import type { EnuFrame, Frame } from './frame.ts';

/** The frame that is asked for, and what choosing it needs. */
export interface FrameRequest {
  coordinateSystem: string;
  systems: CoordinateSystems;
  /** Where the cameras are in the frame of the model. */
  centres: readonly Vector3[];
}

/** What a model shows lies around its cameras within some hundred metres; a map goes on beyond. */
const MARGIN_METRES = 500;
const MARGIN_SHARE = 0.25;

/** The frame of a georeferenced model in the requested coordinate system, or a note if that is not possible. */
export async function chooseFrame(
  aligned: Frame,
  { coordinateSystem, systems, centres }: FrameRequest,
): Promise<{ frame: Frame; notes: string[] }> {
  if (coordinateSystem === 'local') {
    return { frame: aligned, notes: aligned.type === 'enu' ? [describeHeights(aligned)] : [] };
  }
  if (aligned.type !== 'enu') {
    const reason = 'it is not georeferenced by photos or geographic control points';
    return { frame: aligned, notes: [`The model is not in ${coordinateSystem}: ${reason}.`] };
  }
  const { origin, heightsAbove } = aligned;
  const { frame, notes } = await systems.choose(coordinateSystem, {
    origin,
    heightsAbove,
    box: boxAround(centres),
  });
  return { frame: frame ?? aligned, notes };
}

function describeHeights({ heightsAbove }: EnuFrame): string {
  if (heightsAbove === 'ellipsoid') return 'Heights are above the WGS 84 ellipsoid.';
  if (heightsAbove === 'seaLevel') return 'Heights are above sea level, as the photos state them.';
  return 'It is not known what the heights are above: they are as the photos state them.';
}

function boxAround(centres: readonly Vector3[]): { centre: Vector3; halfSize: Vector3 } {
  const ranges = ([0, 1, 2] as const).map((axis) => {
    const values = centres.map((centre) => centre[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { middle: (low + high) / 2, half: ((high - low) / 2) * (1 + MARGIN_SHARE) + MARGIN_METRES };
  });
  const [x, y, z] = ranges as [Range, Range, Range];
  return { centre: [x.middle, y.middle, z.middle], halfSize: [x.half, y.half, z.half] };
}

interface Range {
  middle: number;
  half: number;
}
