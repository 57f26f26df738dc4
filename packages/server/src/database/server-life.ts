import { sql } from 'kysely';
import type { Database } from './database.ts';

declare module './database.ts' {
  interface Tables {
    serverLife: ServerLifeTable;
  }
}

interface ServerLifeTable {
  id: boolean;
  /** When a server was last seen. */
  seenAt: Date;
  /** Since when one has been running without a gap; `waiting_since` counts from there. */
  resumedAt: Date;
}

/**
 * Records that a server is running, by the clock of the database. After a gap of more than 2 minutes, in either
 * direction of that clock, every deadline starts anew.
 */
export async function recordLife(database: Database): Promise<void> {
  await sql`update server_life set seen_at = now(), resumed_at =
    case when seen_at between now() - interval '2 minutes' and now() + interval '2 minutes'
      then resumed_at else now() end`.execute(database);
}
