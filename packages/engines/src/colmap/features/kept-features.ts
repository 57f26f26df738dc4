import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { listFolder, measureFolder, removeAtOnce, removeLeavings } from '../../local/workspaces/folders.ts';
import type { FeaturesOrigin } from './features-origin.ts';

/** How much is kept, and how long. */
export interface KeepingLimits {
  maxBytes: number;
  maxIdleMilliseconds: number;
  /** The clock, in milliseconds. */
  now: () => number;
}

/** Which jobs can use a database of features and matches. */
type Place = Pick<FeaturesOrigin, 'seriesKey' | 'optionsKey'>;

/**
 * Features and matches of jobs that have ended, for later jobs of their series. A database lies either here or in
 * one job's workspace, and moves between them as one folder: so it is never written to from two sides, and never
 * there by halves.
 */
export class KeptFeatures {
  readonly #folder: string;
  readonly #limits: KeepingLimits;

  constructor(folder: string, limits: KeepingLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Moves what is kept to a job's own folder, which must not be there yet; tells whether there was any. */
  async take(place: Place, featuresFolder: string): Promise<boolean> {
    try {
      await rename(this.#pathOf(place), featuresFolder);
      return true;
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Moves a job's features here in the place of older ones; where newer ones are kept, the job's stay where they are. */
  async keep(place: Place, featuresFolder: string): Promise<void> {
    const path = this.#pathOf(place);
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

  /** Removes what nobody has used for long, and then the longest unused until the rest takes no more than allowed. */
  async removeSurplus(): Promise<void> {
    await removeLeavings(this.#folder);
    const { maxBytes, maxIdleMilliseconds, now } = this.#limits;
    const paths = (await listFolder(this.#folder)).map((name) => join(this.#folder, name));
    const measured = await Promise.all(paths.map(measureFolder));
    const newestFirst = measured.filter((folder) => folder !== undefined).sort((a, b) => b.usedAt - a.usedAt);
    let bytes = 0;
    for (const folder of newestFirst) {
      bytes += folder.bytes;
      const isIdle = now() - folder.usedAt > maxIdleMilliseconds;
      if (isIdle || bytes > maxBytes) await removeAtOnce(folder.path);
    }
  }

  /** Keys have no dots: the one between them tells where the series' ends. */
  #pathOf({ seriesKey, optionsKey }: Place): string {
    return join(this.#folder, `${seriesKey}.${optionsKey}`);
  }
}
