import { type ChecksumAlgorithm, createHasher, type Hasher } from './checksum-algorithm.ts';

/** The digests of a whole body. */
export type Digests = ReadonlyMap<ChecksumAlgorithm, Buffer>;

/** Hashes a body with several algorithms as it passes. */
export class BodyDigests {
  readonly #hashers: ReadonlyMap<ChecksumAlgorithm, Hasher>;

  private constructor(hashers: ReadonlyMap<ChecksumAlgorithm, Hasher>) {
    this.#hashers = hashers;
  }

  /** Makes the hashers; an algorithm that is named twice runs once. */
  static async start(algorithms: Iterable<ChecksumAlgorithm>): Promise<BodyDigests> {
    const hashers = new Map<ChecksumAlgorithm, Hasher>();
    for (const algorithm of new Set(algorithms)) hashers.set(algorithm, await createHasher(algorithm));
    return new BodyDigests(hashers);
  }

  update(chunk: Uint8Array): void {
    for (const hasher of this.#hashers.values()) hasher.update(chunk);
  }

  /** Ends the hashes; to be called once. */
  finish(): Digests {
    return new Map([...this.#hashers].map(([algorithm, hasher]) => [algorithm, hasher.finish()]));
  }
}
