import { type Kysely, sql } from 'kysely';

/** How many turns a user gets in the queue for each one of the others. */
export const userWeights = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table users
      add column weight real not null default 1 check (weight between 0.1 and 10)`.execute(db);
  },
};
