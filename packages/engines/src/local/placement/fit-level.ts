import { apply, multiply, type Similarity, type Vector3 } from '@tiepoint/scene';
import { rotationAround, rotationToZ } from './rotations.ts';

/** The similarity between two pairs of points whose up is known: heading, scale and place are from the horizontal. */
export function fitLevel(
  from: readonly Vector3[],
  to: readonly Vector3[],
  up: Vector3,
): Similarity | undefined {
  const [a, b] = [to[0]!, to[1]!];
  const upright = rotationToZ(up);
  const [c, d] = [apply(upright, from[0]!), apply(upright, from[1]!)];
  const target = [b[0] - a[0], b[1] - a[1]] as const;
  const source = [d[0] - c[0], d[1] - c[1]] as const;
  const scale = Math.hypot(...target) / Math.hypot(...source);
  if (!Number.isFinite(scale) || scale <= 0) return undefined;
  const turn = Math.atan2(target[1], target[0]) - Math.atan2(source[1], source[0]);
  const rotation = multiply(rotationAround([0, 0, turn]), upright);
  const [x, y, z] = apply(rotation, from[0]!);
  return { scale, rotation, translation: [a[0] - scale * x, a[1] - scale * y, a[2] - scale * z] };
}
