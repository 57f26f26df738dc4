import { type ChecksumAlgorithm, createHasher, type Hasher } from './checksum-algorithm.ts';

/** The digests of a whole body. */
export type Digests = ReadonlyMap<ChecksumAlgorithm, Buffer>;

/** Hashes a streamed body with several algorithms. */
export class BodyDigests {
  readonly #hashers: ReadonlyMap<ChecksumAlgorithm, Hasher>;

  private constructor(hashers: ReadonlyMap<ChecksumAlgorithm, Hasher>) {
    this.#hashers = hashers;
  }

  /** Creates the hashers; duplicate algorithms run once. */
  static async start(algorithms: Iterable<ChecksumAlgorithm>): Promise<BodyDigests> {
    const hashers = new Map<ChecksumAlgorithm, Hasher>();
    for (const algorithm of new Set(algorithms)) hashers.set(algorithm, await createHasher(algorithm));
    return new BodyDigests(hashers);
  }

  update(chunk: Uint8Array): void {
    for (const hasher of this.#hashers.values()) hasher.update(chunk);
  }

  /** Finishes the hashes; to be called once. */
  finish(): Digests {
    return new Map([...this.#hashers].map(([algorithm, hasher]) => [algorithm, hasher.finish()]));
  }
}
