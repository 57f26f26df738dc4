import type { MapProjection } from '@tiepoint/texture';
import { describeFrame, surfaceProjection } from '../../coordinates/project-model.ts';
import { type Frame, offsetOf } from '../alignment/frame.ts';

/** The projection of surfaces into a frame, which their files then state; undefined where there is nothing to state. */
export function projectionTo(frame: Frame): MapProjection | undefined {
  if (frame.type === 'projected') return surfaceProjection(frame);
  const offset = offsetOf(frame);
  // The coordinates are already less the offset.
  return offset && { project: (positions) => positions, extras: { offset } };
}

/** Comments with system and offset of the coordinates, for the header of a PLY file. */
export function commentsOn(frame: Frame): string[] {
  if (frame.type === 'projected') return describeFrame(frame);
  const offset = offsetOf(frame);
  return offset ? [`offset ${offset.join(' ')}`] : [];
}
