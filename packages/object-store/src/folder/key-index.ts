import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { compareBytes, type KeyChange, KeySnapshot, toBytes } from './key-snapshot.ts';
import { isMissingFile } from './object-record.ts';
import { syncFolder } from './sync-folder.ts';

/** All keys of the last merge, sorted, one a line; keys hold no line feed. */
const SORTED_FILE = 'sorted';

/** Changes since then, in files numbered by age: lines of `+key` and `-key`. */
const JOURNAL_FILE = /^journal\.(\d+)$/;

/** Maximum bytes of changed keys in memory (some 20,000 keys); beyond it they are merged into the sorted file. */
const MERGE_BYTES = 1024 * 1024;

/** Each merge reads and writes all keys, so there should be few of them while an index is built. */
const BUILD_BYTES = 8 * MERGE_BYTES;

/** Write buffer while merging. */
const WRITE_CHARACTERS = 256 * 1024;

/**
 * The keys of a bucket in the order of their UTF-8 bytes, on disk: a sorted file, and a journal of what changed since
 * it was written. Memory is bounded by the journal, whatever the number of keys.
 *
 * A key is written here before its object; after a crash the index may therefore have keys without an object, but it
 * never lacks one. Listings must check that the object exists.
 */
export class KeyIndex {
  readonly #folder: string;
  readonly #onError: (error: unknown) => void;
  /** Keys as Latin-1 text of their UTF-8 bytes; false for removed ones. */
  #recent = new Map<string, boolean>();
  #recentBytes = 0;
  #merging: ReadonlyMap<string, boolean> = new Map();
  #mergeBytes = MERGE_BYTES;
  /** The sorted changes for a snapshot, cached until the next change. */
  #sortedChanges: readonly KeyChange[] | undefined;
  #journal: FileHandle;
  #generation: number;
  #unwritten: string[] = [];
  #mustSync = false;
  #nextFlush: Promise<void> | undefined;
  #lastFlush: Promise<void> = Promise.resolve();
  #merge: Promise<void> | undefined;

  private constructor(
    folder: string,
    journal: FileHandle,
    generation: number,
    onError: (error: unknown) => void,
  ) {
    this.#folder = folder;
    this.#journal = journal;
    this.#generation = generation;
    this.#onError = onError;
  }

  /**
   * Opens the index in a folder, or builds a missing one.
   *
   * @param scanKeys gives all keys of the bucket, to build the index with
   * @param onError told when a merge fails, after which the journal goes on growing until one succeeds, and when a
   * removal cannot be written
   */
  static async open(
    folder: string,
    scanKeys: () => AsyncIterable<string>,
    onError: (error: unknown) => void,
  ): Promise<KeyIndex> {
    try {
      return await KeyIndex.#load(folder, onError);
    } catch (error) {
      if (!isMissingFile(error)) throw error;
    }
    const newFolder = `${folder}.new`;
    await rm(newFolder, { recursive: true, force: true });
    await mkdir(newFolder, { recursive: true, mode: 0o700 });
    const building = await KeyIndex.#load(newFolder, onError);
    for await (const key of scanKeys()) {
      building.#apply(toBytes(key), true);
      if (building.#recentBytes >= BUILD_BYTES) await building.#startMerge();
    }
    await building.#startMerge();
    await building.close();
    await rename(newFolder, folder);
    await syncFolder(dirname(folder));
    return await KeyIndex.#load(folder, onError);
  }

  /** Adds a key; it is on disk when this resolves. */
  async add(key: string): Promise<void> {
    await this.#record(toBytes(key), true);
  }

  /** Removes a key; never fails, but a power failure or a full disk may restore it, without an object. */
  async remove(key: string): Promise<void> {
    await this.#record(toBytes(key), false).catch(this.#onError);
  }

  /** A snapshot of the keys, to be disposed of; later changes may or may not be visible in it. */
  async snapshot(): Promise<KeySnapshot> {
    this.#sortedChanges ??= [...new Map([...this.#merging, ...this.#recent])].sort(([a], [b]) =>
      compareBytes(a, b),
    );
    const changes = this.#sortedChanges;
    // Opened after the changes were copied: a merge that ends in between only repeats them.
    return new KeySnapshot(await openSorted(this.#folder), changes);
  }

  /** Waits for pending writes. */
  async close(): Promise<void> {
    await this.#merge;
    await (this.#nextFlush ?? this.#lastFlush).catch(() => {});
    await this.#journal.close();
  }

  static async #load(folder: string, onError: (error: unknown) => void): Promise<KeyIndex> {
    const generations = (await readdir(folder))
      .flatMap((name) => JOURNAL_FILE.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    const generation = generations.at(-1) ?? 1;
    const journal = await openJournal(folder, generation);
    const index = new KeyIndex(folder, journal, generation, onError);
    for (const earlier of generations) {
      const text = await readFile(journalPath(folder, earlier), 'latin1');
      for (const line of text.split('\n')) {
        if (/^[+-]./.test(line)) index.#apply(line.slice(1), line.startsWith('+'));
      }
    }
    return index;
  }

  async #record(key: string, isPresent: boolean): Promise<void> {
    this.#apply(key, isPresent);
    this.#mustSync ||= isPresent;
    // Starts with a line feed, in case a full disk has truncated the line before.
    this.#unwritten.push(`\n${isPresent ? '+' : '-'}${key}\n`);
    // Changes made during a flush share the next one.
    this.#nextFlush ??= this.#lastFlush.catch(() => {}).then(() => this.#flush());
    await this.#nextFlush;
    if (this.#recentBytes >= this.#mergeBytes) void this.#startMerge();
  }

  #apply(key: string, isPresent: boolean): void {
    if (!this.#recent.has(key)) this.#recentBytes += key.length;
    this.#recent.set(key, isPresent);
    this.#sortedChanges = undefined;
  }

  async #flush(): Promise<void> {
    // A merge may switch to another journal meanwhile.
    const journal = this.#journal;
    const [text, mustSync] = [this.#unwritten.join(''), this.#mustSync];
    this.#lastFlush = this.#nextFlush ?? this.#lastFlush;
    this.#nextFlush = undefined;
    this.#unwritten = [];
    this.#mustSync = false;
    await journal.appendFile(text, 'latin1');
    if (mustSync) await journal.datasync();
  }

  #startMerge(): Promise<void> {
    this.#merge ??= this.#mergeRecent().finally(() => {
      this.#merge = undefined;
    });
    return this.#merge;
  }

  /** Writes the changes into a new sorted file, while further changes go to a new journal. */
  async #mergeRecent(): Promise<void> {
    try {
      const earlierJournals = await this.#rotateJournal();
      await using snapshot = await this.snapshot();
      await writeSorted(join(this.#folder, `${SORTED_FILE}.new`), snapshot.keysFrom(''));
      await rename(join(this.#folder, `${SORTED_FILE}.new`), join(this.#folder, SORTED_FILE));
      await syncFolder(this.#folder);
      for (const path of earlierJournals) await rm(path);
      this.#mergeBytes = MERGE_BYTES;
    } catch (error) {
      this.#recent = new Map([...this.#merging, ...this.#recent]);
      this.#mergeBytes += MERGE_BYTES;
      this.#onError(error);
    }
    this.#merging = new Map();
    this.#sortedChanges = undefined;
    this.#recentBytes = [...this.#recent.keys()].reduce((sum, key) => sum + key.length, 0);
  }

  async #rotateJournal(): Promise<string[]> {
    const journal = await openJournal(this.#folder, this.#generation + 1);
    // Writers that have a flush ahead of them go to the new journal; the changes of the earlier ones are merged.
    const running = this.#lastFlush;
    const earlier = this.#journal;
    this.#journal = journal;
    this.#generation += 1;
    this.#merging = this.#recent;
    this.#recent = new Map();
    this.#recentBytes = 0;
    await running.catch(() => {});
    await earlier.close();
    const names = (await readdir(this.#folder)).filter((name) => JOURNAL_FILE.test(name));
    const paths = names.map((name) => join(this.#folder, name));
    return paths.filter((path) => path !== journalPath(this.#folder, this.#generation));
  }
}

async function openSorted(folder: string): Promise<FileHandle | undefined> {
  try {
    return await open(join(folder, SORTED_FILE));
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

async function openJournal(folder: string, generation: number): Promise<FileHandle> {
  const journal = await open(journalPath(folder, generation), 'a', 0o600);
  await syncFolder(folder);
  return journal;
}

function journalPath(folder: string, generation: number): string {
  return join(folder, `journal.${generation}`);
}

async function writeSorted(path: string, keys: AsyncIterable<string>): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  let text = '';
  for await (const key of keys) {
    text += `${key}\n`;
    if (text.length < WRITE_CHARACTERS) continue;
    await file.appendFile(text, 'latin1');
    text = '';
  }
  await file.appendFile(text, 'latin1');
  await file.sync();
}
