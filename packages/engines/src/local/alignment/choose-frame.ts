import { chooseProjectedFrame } from '../../coordinates/projected-frame.ts';
import type { Frame } from './frame.ts';

/** The frame of a georeferenced model in the requested coordinate system, or a note if that is not possible. */
export function chooseFrame(aligned: Frame, coordinateSystem: string): { frame: Frame; notes: string[] } {
  if (coordinateSystem === 'local') return { frame: aligned, notes: [] };
  if (aligned.type !== 'enu') {
    const reason = 'it is not georeferenced by photos or geographic control points';
    return { frame: aligned, notes: [`The model is not in ${coordinateSystem}: ${reason}.`] };
  }
  const { frame, note } = chooseProjectedFrame(coordinateSystem, aligned.origin);
  return { frame: frame ?? aligned, notes: note === undefined ? [] : [note] };
}
