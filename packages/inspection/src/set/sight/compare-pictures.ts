import { DESCRIPTOR_WORDS, type PictureFeatures } from './describe-picture.ts';

/** More differing bits of 256 than this are another place. */
const MAX_DISTANCE = 64;
/** The second best must be this much worse (D. Lowe, "Distinctive image features", IJCV 2004). */
const MAX_RATIO = 0.88;
/** Pixels that a corner may lie beside the place that a similarity puts it: scenes are not flat. */
const MAX_ERROR_PIXELS = 14;
const MAX_TURN_ERROR = 0.5;
const MAX_SCALE_ERROR = 1.5;

interface Match {
  a: number;
  b: number;
}

/**
 * How many corners of two pictures match and agree on one similarity of the picture plane, give or take what depth
 * moves. Each match proposes the similarity of its two corners' places, directions and scales.
 */
export function countAgreeing(a: PictureFeatures, b: PictureFeatures): number {
  const matches = matchCorners(a, b);
  let most = 0;
  for (const proposal of matches) {
    if (matches.length <= most) break;
    most = Math.max(most, countSupport(a, b, matches, proposal));
  }
  return most;
}

function countSupport(
  a: PictureFeatures,
  b: PictureFeatures,
  matches: readonly Match[],
  proposal: Match,
): number {
  const turn = (b.angle[proposal.b] ?? 0) - (a.angle[proposal.a] ?? 0);
  const scale = (b.scale[proposal.b] ?? 1) / (a.scale[proposal.a] ?? 1);
  const [sin, cos] = [Math.sin(turn) * scale, Math.cos(turn) * scale];
  const [x0, y0] = [a.x[proposal.a] ?? 0, a.y[proposal.a] ?? 0];
  const [u0, v0] = [b.x[proposal.b] ?? 0, b.y[proposal.b] ?? 0];
  let support = 0;
  for (const match of matches) {
    const [dx, dy] = [(a.x[match.a] ?? 0) - x0, (a.y[match.a] ?? 0) - y0];
    const right = u0 + cos * dx - sin * dy - (b.x[match.b] ?? 0);
    const down = v0 + sin * dx + cos * dy - (b.y[match.b] ?? 0);
    if (right ** 2 + down ** 2 > MAX_ERROR_PIXELS ** 2) continue;
    const ownTurn = (b.angle[match.b] ?? 0) - (a.angle[match.a] ?? 0) - turn;
    const ownScale = (b.scale[match.b] ?? 1) / (a.scale[match.a] ?? 1) / scale;
    if (Math.cos(ownTurn) < Math.cos(MAX_TURN_ERROR)) continue;
    if (ownScale <= MAX_SCALE_ERROR && ownScale >= 1 / MAX_SCALE_ERROR) support++;
  }
  return support;
}

/** Pairs of corners that are each other's nearest, and clearly so. */
function matchCorners(a: PictureFeatures, b: PictureFeatures): Match[] {
  const nearestOfB = new Int32Array(b.count).fill(-1);
  const distanceOfB = new Uint16Array(b.count).fill(256);
  const forward: Match[] = [];
  for (let i = 0; i < a.count; i++) {
    let [best, second, nearest] = [256, 256, -1];
    for (let j = 0; j < b.count; j++) {
      const distance = differingBits(
        a.descriptors,
        i * DESCRIPTOR_WORDS,
        b.descriptors,
        j * DESCRIPTOR_WORDS,
      );
      if (distance < (distanceOfB[j] ?? 0)) {
        distanceOfB[j] = distance;
        nearestOfB[j] = i;
      }
      if (distance < best) [best, second, nearest] = [distance, best, j];
      else if (distance < second) second = distance;
    }
    if (best <= MAX_DISTANCE && best < MAX_RATIO * second) forward.push({ a: i, b: nearest });
  }
  return forward.filter((match) => nearestOfB[match.b] === match.a);
}

/** Words in parallel: H. Warren, "Hacker's Delight", 2002, chapter 5. */
function differingBits(a: Uint32Array, startA: number, b: Uint32Array, startB: number): number {
  let count = 0;
  for (let word = 0; word < DESCRIPTOR_WORDS; word++) {
    let bits = (a[startA + word] ?? 0) ^ (b[startB + word] ?? 0);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
    count += Math.imul(bits, 0x01010101) >>> 24;
  }
  return count;
}
