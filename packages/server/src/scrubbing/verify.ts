import { join } from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../config/config.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { assertAnswers } from '../database/open-postgres.ts';
import { reachPostgres } from '../database/reach-postgres.ts';
import { StartupError } from '../errors/startup-error.ts';
import { migrations } from '../migrations/migrations.ts';
import { createLogger } from '../observability/logger.ts';
import { type JobKind, openQueue } from '../queue/queue.ts';
import { assertWitness } from '../storage/witness.ts';
import { findDamages } from './find-damages.ts';
import { type KeyListsReport, mendKeyLists } from './mend-key-lists.ts';
import { Pace } from './pace.ts';
import type { FoundDamage, StageNeeds, Tally } from './stage.ts';
import { stages } from './stages.ts';

/** What is to be verified, and who is told. */
export interface VerifyOptions {
  /** All kinds of jobs. */
  kinds: readonly JobKind<never>[];
  /** Of all projects where it is left out. */
  projectId?: string;
  signal: AbortSignal;
  onDamage: (damage: FoundDamage) => void;
  /** Bytes that were read, and an estimate of all. */
  onProgress: (doneBytes: number, totalBytes: number) => void;
}

/** What was found. */
export interface VerifyReport extends Tally, KeyListsReport {
  /** Photos that were found damaged, now or before, and that nobody has sent again; of all projects. */
  awaitedPhotos: number;
}

/**
 * Reads everything that is stored at full speed, whether a server is running or not, and does what the server does
 * about what is damaged. Throws StorageAway where the disk is not there.
 */
export async function verify(config: Config, options: VerifyOptions): Promise<VerifyReport> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const connection = await reachPostgres(config, closers);
    // It has taken the data folder's lock where it had to start the embedded database.
    const isOurs = closers.length > 0;
    const database = openDatabase(connection);
    closers.push(() => database.destroy());
    await assertAnswers(database);
    await migrate(database, migrations);
    const logger = createLogger({ level: config.logLevel, file: join(config.dataFolder, 'server.log') });
    // What a running server has begun is left to it.
    const queue = await openQueue({ connection, kinds: options.kinds, soleWorker: false, logger });
    closers.push(queue.stop);
    const objectsFolder = join(config.dataFolder, 'objects');
    await assertWitness({ database, objectsFolder });
    const pace = new Pace(Number.POSITIVE_INFINITY);
    const tally = await walk({ database, queue, logger, objectsFolder, pace, ...options }, options);
    const lists = await mendKeyLists(config.dataFolder, isOurs);
    const { photos } = await findDamages(database);
    return { ...tally, ...lists, awaitedPhotos: photos };
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function walk(needs: StageNeeds, { projectId, signal, onProgress }: VerifyOptions): Promise<Tally> {
  const tally: Tally = { files: 0, bytes: 0, damaged: 0, remade: 0 };
  const totalBytes = await measure(needs.database, projectId);
  for (const { walk } of stages) {
    for await (const step of walk(needs, { after: '', projectId }, signal)) {
      tally.files += step.files;
      tally.bytes += step.bytes;
      tally.damaged += step.damaged;
      tally.remade += step.remade;
      onProgress(tally.bytes, Math.max(tally.bytes, totalBytes));
    }
    signal.throwIfAborted();
  }
  return tally;
}

/** Bytes of photos and outputs; the small files beside them are not counted. */
async function measure(database: Database, projectId: string | undefined): Promise<number> {
  const project = projectId ?? null;
  if (projectId !== undefined) {
    const found = database.selectFrom('projects').select('id').where('id', '=', projectId);
    if (!(await found.executeTakeFirst())) throw new StartupError(`There is no project ${projectId}.`);
  }
  const { rows } = await sql<{ bytes: number }>`select coalesce(sum(size), 0) as bytes from (
    select size from images where state = 'Ready' and (${project}::text is null or project_id = ${project})
    union all select size from task_outputs join tasks on tasks.id = task_id
      where ${project}::text is null or project_id = ${project}
    union all select size from model_outputs where ${project}::text is null or project_id = ${project}
  ) as files`.execute(database);
  return rows[0]?.bytes ?? 0;
}
