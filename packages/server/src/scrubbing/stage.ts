import type { Database } from '../database/database.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';
import { assertWitness } from '../storage/witness.ts';
import { checkFile, type Damage, type FileNeeds, type Finding, type KnownFile } from './check-file.ts';
import { assertStorageThere } from './storage-away.ts';

/** What looking through stored files needs. */
export interface StageNeeds extends FileNeeds {
  database: Database;
  queue: Queue;
  logger: Pick<Logger, 'error' | 'warn'>;
  /** Told of everything that was found, beside the log. */
  onDamage?: (damage: FoundDamage) => void;
}

/** Something that was stored and is not any more as it was. */
export interface FoundDamage {
  kind: 'photo' | 'thumbnails' | 'tiles' | 'output' | 'imported model' | 'meta file';
  projectId: string;
  name: string;
  damage: Damage;
}

/** Where to begin, and of which project; of all where it is left out. */
export interface Range {
  /** The place of the last one that was looked at; empty at the beginning. */
  after: string;
  projectId?: string;
}

/** What was looked at, and what came of it. */
export interface Tally {
  files: number;
  bytes: number;
  /** Photos, outputs and meta files that are lost. */
  damaged: number;
  /** Photos whose thumbnails and tiles are made again. */
  remade: number;
}

/** One photo, output or meta file that was looked at, in the order of their places. */
export interface Step extends Tally {
  place: string;
}

/** One kind of stored files. */
export interface Stage {
  name: 'photos' | 'outputs' | 'imported models' | 'meta files';
  /** Looks at the files one after the other, and does what is to be done about those that are not intact. */
  walk: (needs: StageNeeds, range: Range, signal: AbortSignal) => AsyncGenerator<Step, void>;
}

/** A file that can't be made again, and whether its row is still there: rows are read long before their files. */
interface Original extends KnownFile {
  isListed: () => Promise<boolean>;
}

/**
 * Looks at a file that can't be made again. Undefined where it was removed meanwhile; throws StorageAway where not the
 * file is at fault.
 */
export async function checkOriginal(
  needs: StageNeeds,
  { isListed, ...file }: Original,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const finding = await checkFile(needs, file, signal);
  if (finding.state === 'intact') return finding;
  if (!(await isListed())) return undefined;
  await assertWitness(needs);
  await assertStorageThere(needs, file.key);
  return finding;
}

/** Tells the operator. */
export function tellDamage(needs: StageNeeds, found: FoundDamage, file: string): void {
  if (found.kind === 'thumbnails' || found.kind === 'tiles') {
    needs.logger.warn({ ...found, file }, 'a stored file is damaged and made again');
  } else needs.logger.error({ ...found, file }, 'a stored file is damaged');
  needs.onDamage?.(found);
}

/** The step of a file that was removed meanwhile. */
export function skip(place: string): Step {
  return { place, files: 0, bytes: 0, damaged: 0, remade: 0 };
}

/** The step of one file that was looked at. */
export function stepOf(place: string, { bytes }: Pick<Finding, 'bytes'>, isDamaged: boolean): Step {
  return { place, files: 1, bytes, damaged: isDamaged ? 1 : 0, remade: 0 };
}
