import type { NodeInfo } from '../node/node-answers.ts';

/** A node with its info. */
export interface Candidate<Node> {
  node: Node;
  info: NodeInfo;
}

const GIBIBYTE = 1024 ** 3;
/** Memory that ODM needs, from its documentation: photos and gigabytes. */
const MEMORY_NEEDS = [
  { photos: 40, gigabytes: 4 },
  { photos: 250, gigabytes: 16 },
  { photos: 500, gigabytes: 32 },
  { photos: 1500, gigabytes: 64 },
  { photos: 2500, gigabytes: 128 },
] as const;
/** A machine of 16 GB reports a little less, because the system reserves some. */
const MEMORY_TOLERANCE = 0.9;

/** Bytes of memory for so many photos, interpolated linearly between ODM's figures and extrapolated beyond. */
export function memoryFor(photos: number): number {
  const [first, ...others] = MEMORY_NEEDS;
  const last = others.at(-1);
  let below: { photos: number; gigabytes: number } = first;
  let gigabytes: number = first.gigabytes;
  for (const above of others) {
    const slope = (above.gigabytes - below.gigabytes) / (above.photos - below.photos);
    const upTo = above === last ? photos : Math.min(photos, above.photos);
    gigabytes += slope * Math.max(0, upTo - below.photos);
    below = above;
  }
  return gigabytes * GIBIBYTE;
}

/** Why a node can't process so many photos, as the rest of a sentence after its name; undefined if it can. */
export function judgeNode(
  { maxImages, totalMemory }: Pick<NodeInfo, 'maxImages' | 'totalMemory'>,
  photos: number,
): string | undefined {
  if (maxImages && photos > maxImages) return `accepts at most ${maxImages} photos`;
  const needed = memoryFor(photos);
  if (totalMemory && totalMemory < MEMORY_TOLERANCE * needed) {
    const [has, needs] = [totalMemory, needed].map((bytes) => `${Math.round(bytes / GIBIBYTE)} GB`);
    return `has ${has} of memory, and ${photos} photos need about ${needs}`;
  }
  return undefined;
}

/** The node that will start first: the shortest queue per concurrent task, then the most free memory. */
export function chooseNode<Node>(
  candidates: readonly Candidate<Node>[],
  photos: number,
): Candidate<Node> | undefined {
  const waiting = ({ info }: Candidate<Node>) =>
    info.taskQueueCount / Math.max(1, info.maxParallelTasks ?? 1);
  const free = ({ info }: Candidate<Node>) => info.availableMemory ?? 0;
  return candidates
    .filter(({ info }) => judgeNode(info, photos) === undefined)
    .sort((a, b) => waiting(a) - waiting(b) || free(b) - free(a))[0];
}
