import { DomainError } from '../errors/domain-error.ts';
import { cutTiles, type TileNeeds } from './cut-tiles.ts';
import type { Image } from './image.ts';
import { descriptorKey } from './tile-layout.ts';

/** Each photo that waits is a client that waits. */
const MAX_WAITING = 20;

/** Makes the tiles of photos when they are asked for: each photo once, and one photo at a time. */
export class TileMaker {
  readonly #needs: TileNeeds;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  constructor(needs: TileNeeds) {
    this.#needs = needs;
  }

  /**
   * Settles when the tiles of a Ready photo are in storage. Throws a DomainError where too many photos wait already,
   * and ObjectMissing where the photo has been removed meanwhile.
   */
  async ensure(image: Image): Promise<void> {
    const running = this.#running.get(image.id);
    if (running) return running;
    if (await this.#needs.storage.private.stat(descriptorKey(image))) return;
    return this.#running.get(image.id) ?? this.#enqueue(image);
  }

  /** Ends what runs. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#running.values());
  }

  #enqueue(image: Image): Promise<void> {
    if (this.#running.size >= MAX_WAITING) {
      throw new DomainError('RATE_LIMITED', 'Too many photos are waiting for tiles. Retry in a minute.', {
        extensions: { retryAfterSeconds: 60 },
      });
    }
    const made = this.#last
      .then(() => cutTiles(this.#needs, image, this.#stopping.signal))
      .finally(() => this.#running.delete(image.id));
    this.#last = made.catch(() => {});
    this.#running.set(image.id, made);
    return made;
  }
}
