import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissingFile } from '../object-record.ts';
import { syncFolder } from '../sync-folder.ts';
import { formatChange, type JournalContent, parseJournal } from './journal-lines.ts';
import { compareBytes, type KeyChange, KeySnapshot, toBytes } from './key-snapshot.ts';
import { checkSorted, openSorted, sortedPath, writeSorted } from './sorted-file.ts';

/** Changes since the last merge, in files numbered by age. */
const JOURNAL_FILE = /^journal\.(\d+)$/;

/** Maximum bytes of changed keys in memory (some 20,000 keys); beyond it they are merged into the sorted file. */
const MERGE_BYTES = 1024 * 1024;

/** Each merge reads and writes all keys, so there should be few of them while an index is built. */
const BUILD_BYTES = 8 * MERGE_BYTES;

/** Sorted keys of an earlier version, without a checksum. */
const EARLIER_SORTED_FILE = 'sorted';

/** Gives all keys of a bucket, to build its index with. */
export type ScanKeys = () => AsyncIterable<string>;

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
  /** Undefined while the index itself is being built. */
  readonly #scanKeys: ScanKeys | undefined;
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
    journal: { file: FileHandle; generation: number },
    { onError, scanKeys }: { onError: (error: unknown) => void; scanKeys?: ScanKeys },
  ) {
    this.#folder = folder;
    this.#journal = journal.file;
    this.#generation = journal.generation;
    this.#onError = onError;
    this.#scanKeys = scanKeys;
  }

  /**
   * Opens the index in a folder, or builds one that is missing or damaged.
   *
   * @param onError told when an index was damaged, when a merge fails, after which the journal goes on growing until
   * one succeeds, and when a removal cannot be written
   */
  static async open(
    folder: string,
    scanKeys: ScanKeys,
    onError: (error: unknown) => void,
  ): Promise<KeyIndex> {
    const state = await judgeKeys(folder);
    if (state !== 'sound') {
      const newFolder = await KeyIndex.#build(folder, scanKeys, onError);
      await rm(folder, { recursive: true, force: true });
      await rename(newFolder, folder);
      await syncFolder(dirname(folder));
    }
    if (state === 'damaged') onError(rebuilt(folder));
    return await KeyIndex.#load(folder, { onError, scanKeys });
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
    this.#sortedChanges ??= sortChanges(new Map([...this.#merging, ...this.#recent]));
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

  /** Looks whether the keys on disk are as they were written, and builds them anew where they are not. */
  async check(): Promise<void> {
    if ((await checkSorted(this.#folder)) !== true) await this.#startMerge();
  }

  /** Writes the index of all keys into a folder beside that of the index, and returns its path. */
  static async #build(
    folder: string,
    scanKeys: ScanKeys,
    onError: (error: unknown) => void,
  ): Promise<string> {
    const newFolder = `${folder}.new`;
    await rm(newFolder, { recursive: true, force: true });
    await mkdir(newFolder, { recursive: true, mode: 0o700 });
    const building = await KeyIndex.#load(newFolder, { onError });
    for await (const key of scanKeys()) {
      building.#apply(toBytes(key), true);
      if (building.#recentBytes >= BUILD_BYTES) await building.#startMerge();
    }
    await building.#startMerge();
    await building.close();
    return newFolder;
  }

  static async #load(
    folder: string,
    options: { onError: (error: unknown) => void; scanKeys?: ScanKeys },
  ): Promise<KeyIndex> {
    const generations = await listGenerations(folder);
    const generation = generations.at(-1) ?? 1;
    const contents = await Promise.all(generations.map((number) => readJournal(folder, number)));
    // What is written next must not be taken for the rest of a line that was cut short.
    const last = contents.at(-1);
    if (last) await truncate(journalPath(folder, generation), last.wholeBytes);
    const index = new KeyIndex(folder, { file: await openJournal(folder, generation), generation }, options);
    for (const [key, isPresent] of contents.flatMap(({ changes }) => changes)) index.#apply(key, isPresent);
    return index;
  }

  async #record(key: string, isPresent: boolean): Promise<void> {
    this.#apply(key, isPresent);
    this.#mustSync ||= isPresent;
    // Starts with a line feed, in case a full disk has truncated the line before.
    this.#unwritten.push(`\n${formatChange([key, isPresent])}`);
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
      const isDamaged = this.#scanKeys !== undefined && (await checkSorted(this.#folder)) !== true;
      await using snapshot = isDamaged ? await this.#rebuiltSnapshot(this.#scanKeys) : await this.snapshot();
      await writeSorted(`${sortedPath(this.#folder)}.new`, snapshot.keysFrom(''));
      await rename(`${sortedPath(this.#folder)}.new`, sortedPath(this.#folder));
      await syncFolder(this.#folder);
      if (isDamaged) this.#onError(rebuilt(this.#folder));
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

  /** All keys that have objects, and the changes that are being merged: their objects may be yet to come. */
  async #rebuiltSnapshot(scanKeys: ScanKeys): Promise<KeySnapshot> {
    const newFolder = await KeyIndex.#build(this.#folder, scanKeys, this.#onError);
    const file = await openSorted(newFolder);
    await rm(newFolder, { recursive: true });
    return new KeySnapshot(file, sortChanges(this.#merging));
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

async function openJournal(folder: string, generation: number): Promise<FileHandle> {
  const journal = await open(journalPath(folder, generation), 'a', 0o600);
  await syncFolder(folder);
  return journal;
}

function journalPath(folder: string, generation: number): string {
  return join(folder, `journal.${generation}`);
}

/** Whether the index in a folder, which may be in use, is as it was written. */
export async function judgeKeys(folder: string): Promise<'sound' | 'damaged' | 'missing'> {
  let generations: number[];
  try {
    generations = await listGenerations(folder);
    if (!(await checkSorted(folder))) return (await isEarlier(folder)) ? 'missing' : 'damaged';
  } catch (error) {
    if (isMissingFile(error)) return 'missing';
    throw error;
  }
  for (const generation of generations) {
    // One that was merged meanwhile is gone.
    const content = await readJournal(folder, generation).catch((error) => {
      if (!isMissingFile(error)) throw error;
    });
    if (content?.isDamaged) return 'damaged';
  }
  return 'sound';
}

async function isEarlier(folder: string): Promise<boolean> {
  return (await readdir(folder)).includes(EARLIER_SORTED_FILE);
}

async function listGenerations(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => JOURNAL_FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function readJournal(folder: string, generation: number): Promise<JournalContent> {
  return parseJournal(await readFile(journalPath(folder, generation), 'latin1'));
}

function sortChanges(changes: ReadonlyMap<string, boolean>): KeyChange[] {
  return [...changes].sort(([a], [b]) => compareBytes(a, b));
}

function rebuilt(folder: string): Error {
  return new Error(
    `The list of keys in ${folder} was damaged. It was rebuilt from the index files of the objects.`,
  );
}
