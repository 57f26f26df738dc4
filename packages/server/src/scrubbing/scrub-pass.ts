import type { Generated, Selectable } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Stage, Step } from './stage.ts';

declare module '../database/database.ts' {
  interface Tables {
    scrubPasses: ScrubPassTable;
  }
}

interface ScrubPassTable {
  id: Generated<number>;
  startedAt: Date;
  endedAt: Date | null;
  stage: Stage['name'];
  /** The last one of the stage that was looked at; empty before the first. */
  place: Generated<string>;
  files: Generated<number>;
  bytes: Generated<number>;
  damaged: Generated<number>;
  remade: Generated<number>;
  /** Why it can't go on for the moment. */
  trouble: string | null;
}

/** One look at everything that is stored. */
export type ScrubPass = Selectable<ScrubPassTable>;

/** Passes that have ended are kept for so many more. */
const KEPT_PASSES = 20;

/** The newest pass, ended or not. */
export async function findLastPass(database: Database): Promise<ScrubPass | undefined> {
  return database.selectFrom('scrubPasses').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Begins a pass, and forgets old ones. */
export async function beginPass(
  database: Database,
  stage: Stage['name'],
  startedAt: Date,
): Promise<ScrubPass> {
  const pass = await database
    .insertInto('scrubPasses')
    .values({ startedAt, stage })
    .returningAll()
    .executeTakeFirstOrThrow();
  await database
    .deleteFrom('scrubPasses')
    .where('id', '<=', pass.id - KEPT_PASSES)
    .execute();
  return pass;
}

/** Stores how far a pass has come. */
export async function savePass(
  database: Database,
  { id, startedAt: _, ...values }: ScrubPass,
): Promise<void> {
  await database.updateTable('scrubPasses').set(values).where('id', '=', id).execute();
}

/** The pass after one more step of a stage. */
export function advance(pass: ScrubPass, stage: Stage['name'], step: Step): ScrubPass {
  return {
    ...pass,
    stage,
    place: step.place,
    files: pass.files + step.files,
    bytes: pass.bytes + step.bytes,
    damaged: pass.damaged + step.damaged,
    remade: pass.remade + step.remade,
  };
}
