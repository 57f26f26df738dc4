import type { FileHandle } from 'node:fs/promises';

import { isChecksumLine } from './sorted-file.ts';
import { readLinesFrom } from './sorted-lines.ts';

/** A key as Latin-1 text of its UTF-8 bytes, and whether it was added or removed. */
export type KeyChange = readonly [key: string, isPresent: boolean];

/** The keys of a bucket at one time. */
export class KeySnapshot implements AsyncDisposable {
  readonly #file: FileHandle | undefined;
  readonly #changes: readonly KeyChange[];

  /**
   * @param file of all keys but the changes, sorted; closed with the snapshot
   * @param changes since then, sorted
   */
  constructor(file: FileHandle | undefined, changes: readonly KeyChange[]) {
    this.#file = file;
    this.#changes = changes;
  }

  /** The keys that are not less than `start` in their order; both are Latin-1 text of the keys' UTF-8 bytes. */
  async *keysFrom(start: string): AsyncGenerator<string> {
    let next = findFirst(this.#changes, start);
    for await (const key of this.#file ? readLinesFrom(this.#file, start) : []) {
      if (isChecksumLine(key)) break;
      let change = this.#changes[next];
      for (; change && change[0] < key; change = this.#changes[next]) {
        if (change[1]) yield change[0];
        next += 1;
      }
      const isChanged = change?.[0] === key;
      if (isChanged) next += 1;
      if (!isChanged || change?.[1]) yield key;
    }
    for (const [key, isPresent] of this.#changes.slice(next)) if (isPresent) yield key;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
  }
}

/** A key as Latin-1 text of its UTF-8 bytes, so that comparing texts compares bytes, as S3 orders keys. */
export function toBytes(key: string): string {
  return Buffer.from(key).toString('latin1');
}

/** The key of such a text. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

/** Compares two such texts. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function findFirst(changes: readonly KeyChange[], start: string): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.[0] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
