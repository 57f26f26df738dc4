import { type Kysely, sql } from 'kysely';

/** Why a task has failed, as a code beside the sentence. */
export const taskErrorCodes = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table tasks add column error_code text`.execute(db);
    await sql`update tasks set error_code = 'EngineFailed' where state = 'Failed'`.execute(db);
  },
};
