import { type Kysely, sql } from 'kysely';

/** What a client has said of a photo's type and size in bytes, to hold against what comes. */
export const announcements = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table images add column announced_type text, add column announced_size bigint`.execute(
      db,
    );
  },
};
