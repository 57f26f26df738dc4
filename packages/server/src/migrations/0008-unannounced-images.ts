import { type Kysely, sql } from 'kysely';

/** Finds a Ready image that came without a checksum by its bytes, however many came with one. */
export const unannouncedImages = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index images_unannounced on images (project_id, sha1)
      where checksum is null and state = 'Ready'`.execute(db);
  },
};
