import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionSettings } from './database.ts';
import { connectionSettings } from './watched-pool.ts';

/** Checks whether the database works, independent of its other connections. */
export interface DatabaseProbe {
  /** The problem, as a message without details of the machine; undefined when healthy. */
  check(): Promise<string | undefined>;
  close(): Promise<void>;
}

const ANSWER_MS = 2000;
const SILENT = 'The database does not answer.';

/** Opens a probe with its own connection. */
export function openProbe(connection: ConnectionSettings): DatabaseProbe {
  const pool = new pg.Pool({ ...connection, ...connectionSettings(), max: 1 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const ask = async (silence: Promise<undefined>) => {
    const client = await pool.connect();
    // After a failure the next check uses a new connection: the old one may stay silent or read-only.
    let well = false;
    try {
      const answer = client.query(`select current_setting('transaction_read_only') = 'off' as writable`);
      answer.catch(() => {});
      const found = await Promise.race([answer, silence]);
      well = found?.rows[0]?.writable === true;
      if (!found) return SILENT;
    } finally {
      client.release(!well);
    }
    return well ? undefined : 'The database is read-only.';
  };
  return {
    async check() {
      const silence = setTimeout(ANSWER_MS, undefined, { ref: false });
      const asked = ask(silence).catch(() => 'The database is unreachable.');
      return Promise.race([asked, silence.then(() => SILENT)]);
    },
    close: () => pool.end(),
  };
}
