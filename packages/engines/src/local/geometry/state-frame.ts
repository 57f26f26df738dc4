import type { MapProjection } from '@tiepoint/texture';
import { nameHeights } from '../../coordinates/name-heights.ts';
import { describeFrame, surfaceProjection } from '../../coordinates/project-model.ts';
import { type Frame, offsetOf } from '../alignment/frame.ts';

/** The projection of surfaces into a frame, which their files then state; undefined where there is nothing to state. */
export function projectionTo(frame: Frame): MapProjection | undefined {
  if (frame.type === 'projected') return surfaceProjection(frame);
  const offset = offsetOf(frame);
  // The coordinates are already less the offset.
  return offset && { project: (positions) => positions, extras: { offset } };
}

/** Comments on the coordinates, for the header of a PLY file. */
export function commentsOn(frame: Frame): string[] {
  if (frame.type === 'projected') return describeFrame(frame);
  if (frame.type === 'enu') return [`heights above ${nameHeights(frame.heightsAbove)}`];
  const offset = offsetOf(frame);
  return offset ? [`offset ${offset.join(' ')}`] : [];
}
