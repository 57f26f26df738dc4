import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { listFolder, measureFolder, removeAtOnce, removeLeavings } from '../../local/workspaces/folders.ts';
import type { FeaturesOrigin } from './features-origin.ts';

/** How much is kept, and for how long. */
export interface RetentionLimits {
  maxBytes: number;
  maxIdleMs: number;
  /** The clock, in milliseconds. */
  now: () => number;
}

/** Identifies a database of features and matches. */
type DatabaseKey = Pick<FeaturesOrigin, 'seriesKey' | 'optionsKey'>;

/**
 * Features and matches of finished jobs, for later jobs of their series. A database is either here or in one job's
 * workspace, and moves between them as one folder: it is never written by two jobs, and never incomplete.
 */
export class KeptFeatures {
  readonly #folder: string;
  readonly #limits: RetentionLimits;

  constructor(folder: string, limits: RetentionLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Moves a database to a job's folder, which must not exist yet; returns whether there was one. */
  async take(key: DatabaseKey, featuresFolder: string): Promise<boolean> {
    try {
      await rename(this.#pathOf(key), featuresFolder);
      return true;
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Moves a job's features here, replacing older ones; if newer ones are kept, the job's stay where they are. */
  async keep(key: DatabaseKey, featuresFolder: string): Promise<void> {
    const path = this.#pathOf(key);
    const [own, kept] = await Promise.all([measureFolder(featuresFolder), measureFolder(path)]);
    if (!own || (kept && kept.usedAt > own.usedAt)) return;
    await mkdir(this.#folder, { recursive: true });
    await removeAtOnce(path);
    await rename(featuresFolder, path);
    await this.removeSurplus();
  }

  /** Removes everything of a series. */
  async forget(seriesKey: string): Promise<void> {
    for (const name of await listFolder(this.#folder)) {
      if (name.startsWith(`${seriesKey}.`)) await removeAtOnce(join(this.#folder, name));
    }
  }

  /** Removes databases that are idle for too long, then the least recently used ones until the rest fits the limit. */
  async removeSurplus(): Promise<void> {
    await removeLeavings(this.#folder);
    const { maxBytes, maxIdleMs, now } = this.#limits;
    const paths = (await listFolder(this.#folder)).map((name) => join(this.#folder, name));
    const measured = await Promise.all(paths.map(measureFolder));
    const newestFirst = measured.filter((folder) => folder !== undefined).sort((a, b) => b.usedAt - a.usedAt);
    let bytes = 0;
    for (const folder of newestFirst) {
      bytes += folder.bytes;
      const isIdle = now() - folder.usedAt > maxIdleMs;
      if (isIdle || bytes > maxBytes) await removeAtOnce(folder.path);
    }
  }

  /** Keys contain no dots. */
  #pathOf({ seriesKey, optionsKey }: DatabaseKey): string {
    return join(this.#folder, `${seriesKey}.${optionsKey}`);
  }
}
