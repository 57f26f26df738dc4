import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { findLastPass } from './scrub-pass.ts';

/** What is known to be damaged. */
export interface Damages {
  /** Photos that nobody has sent again. */
  photos: number;
  /** Files of models. */
  outputs: number;
  /** Why stored files can't be looked at. */
  trouble: string | undefined;
}

/** Counts what is damaged, by indexes that hold nothing else. */
export async function findDamages(database: Database): Promise<Damages> {
  const { photos, outputs } = await database
    .selectNoFrom([
      sql<number>`(select count(*) from images where damaged_at is not null)`.as('photos'),
      sql<number>`(select count(*) from task_outputs where damaged_at is not null)
        + (select count(*) from model_outputs where damaged_at is not null)`.as('outputs'),
    ])
    .executeTakeFirstOrThrow();
  const last = await findLastPass(database);
  return { photos, outputs, trouble: last?.trouble ?? undefined };
}
