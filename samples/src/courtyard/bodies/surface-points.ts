import { perpendicular, type Vector3 } from '@tiepoint/scene';
import type { Random } from '../../random/random.ts';
import type { Extent } from './body.ts';
import type { Shape } from './shapes.ts';

/** Points spread evenly over a shape's surface, of the ground's only over an extent. */
export function scatterPoints(
  shape: Shape,
  { extent, perSquareMetre }: { extent: Extent; perSquareMetre: number },
  random: Random,
): Vector3[] {
  const count = Math.floor(areaOf(shape, extent) * perSquareMetre + random.next());
  return Array.from({ length: count }, () => pointOn(shape, extent, random));
}

function areaOf(shape: Shape, { min, max }: Extent): number {
  switch (shape.kind) {
    case 'ground':
      return (max[0] - min[0]) * (max[1] - min[1]);
    case 'box':
      return 8 * faceShares(shape.half).reduce((sum, share) => sum + share, 0);
    case 'cylinder':
      return 2 * Math.PI * shape.radius * (shape.radius + shape.height);
    case 'sphere':
      return 4 * Math.PI * shape.radius * shape.radius;
  }
}

function pointOn(shape: Shape, { min, max }: Extent, random: Random): Vector3 {
  switch (shape.kind) {
    case 'ground':
      return [random.between(min[0], max[0]), random.between(min[1], max[1]), 0];
    case 'box':
      return pointOnBox(shape, random);
    case 'cylinder':
      return pointOnCylinder(shape, random);
    case 'sphere': {
      const rise = random.between(-1, 1);
      const turn = random.between(0, 2 * Math.PI);
      const out = Math.sqrt(1 - rise * rise) * shape.radius;
      const [x, y, z] = shape.centre;
      return [x + out * Math.cos(turn), y + out * Math.sin(turn), z + rise * shape.radius];
    }
  }
}

/** The areas of the faces across each axis, all over four. */
function faceShares(half: Vector3): Vector3 {
  return [half[1] * half[2], half[0] * half[2], half[0] * half[1]];
}

function pointOnBox({ centre, half, axes }: Extract<Shape, { kind: 'box' }>, random: Random): Vector3 {
  const shares = faceShares(half);
  let pick = random.next() * (shares[0] + shares[1] + shares[2]);
  let face = 0;
  while (face < 2 && pick >= shares[face]!) pick -= shares[face++]!;
  const local = half.map((reach, axis) =>
    axis === face ? (random.chance(0.5) ? reach : -reach) : random.between(-reach, reach),
  );
  const [u = 0, v = 0, w = 0] = local;
  return [
    centre[0] + u * axes[0] + v * axes[3] + w * axes[6],
    centre[1] + u * axes[1] + v * axes[4] + w * axes[7],
    centre[2] + u * axes[2] + v * axes[5] + w * axes[8],
  ];
}

function pointOnCylinder(shape: Extract<Shape, { kind: 'cylinder' }>, random: Random): Vector3 {
  const { foot, axis, radius, height } = shape;
  const turn = random.between(0, 2 * Math.PI);
  const onSide = random.chance(height / (height + radius));
  const out = onSide ? radius : radius * Math.sqrt(random.next());
  const along = onSide ? random.between(0, height) : random.chance(0.5) ? height : 0;
  const [first, second] = perpendicular(axis);
  const [a, b] = [out * Math.cos(turn), out * Math.sin(turn)];
  return [
    foot[0] + along * axis[0] + a * first[0] + b * second[0],
    foot[1] + along * axis[1] + a * first[1] + b * second[1],
    foot[2] + along * axis[2] + a * first[2] + b * second[2],
  ];
}
