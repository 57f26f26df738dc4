import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionSettings } from './database.ts';
import { connectionSettings } from './watched-pool.ts';

/** Looks whether the database can be worked with, whatever its other connections are busy with. */
export interface DatabaseProbe {
  /** What is the matter, in a sentence that tells nothing of the machine; undefined where nothing is. */
  check(): Promise<string | undefined>;
  close(): Promise<void>;
}

const ANSWER_MS = 2000;
const SILENT = 'The database does not answer.';

/** Opens a probe with one connection of its own. */
export function openProbe(connection: ConnectionSettings): DatabaseProbe {
  const pool = new pg.Pool({ ...connection, ...connectionSettings(), max: 1 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const ask = async (silence: Promise<undefined>) => {
    const client = await pool.connect();
    // Unless it is seen to be well, the next look has another one: a connection may stay silent or read-only for ever.
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
    return well ? undefined : 'The database takes no changes.';
  };
  return {
    async check() {
      const silence = setTimeout(ANSWER_MS, undefined, { ref: false });
      const asked = ask(silence).catch(() => 'The database can not be reached.');
      return Promise.race([asked, silence.then(() => SILENT)]);
    },
    close: () => pool.end(),
  };
}
