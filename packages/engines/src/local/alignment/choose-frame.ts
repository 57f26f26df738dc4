import { chooseProjectedFrame } from '../../coordinates/projected-frame.ts';
import type { Frame } from './frame.ts';

/** The frame of a placed model in the coordinate system that was asked for, where it can be had; a note where not. */
export function chooseFrame(placed: Frame, coordinateSystem: string): { frame: Frame; notes: string[] } {
  if (coordinateSystem === 'local') return { frame: placed, notes: [] };
  if (placed.type !== 'enu') {
    const reason = 'its place on earth is not known, by photos or by control points';
    return { frame: placed, notes: [`The model is not in ${coordinateSystem}: ${reason}.`] };
  }
  const { frame, note } = chooseProjectedFrame(coordinateSystem, placed.origin);
  return { frame: frame ?? placed, notes: note === undefined ? [] : [note] };
}
