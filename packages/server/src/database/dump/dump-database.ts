import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ConnectionSettings } from '../database.ts';
import { type DatabaseDump, DUMP_SETTINGS, tableFile } from './database-dump.ts';

/** What a restore makes anew: the migrator's own tables, and what migrate() notes. */
const LEFT_OUT = ['kysely_migration', 'kysely_migration_lock', 'schema_programs'];

/** A dump that is being made. */
interface Work {
  client: pg.Client;
  folder: string;
  signal: AbortSignal;
}

/**
 * Writes what a database has at one moment into files of a folder, each table as PostgreSQL's own COPY gives it. It
 * holds nobody up, and needs no program of PostgreSQL's.
 */
export async function dumpDatabase(
  connection: ConnectionSettings,
  folder: string,
  signal: AbortSignal,
): Promise<DatabaseDump> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(DUMP_SETTINGS);
    await client.query('begin isolation level repeatable read, read only');
    const migrations = await column<string>(client, 'select name from kysely_migration order by name');
    const tables: DatabaseDump['tables'] = [];
    for (const name of await listTables(client)) {
      signal.throwIfAborted();
      tables.push(await dumpTable({ client, folder, signal }, name));
    }
    const dump = { migrations, tables, eventClock: await readClock(client), jobs: await listJobs(client) };
    await client.query('commit');
    return dump;
  } finally {
    await client.end();
  }
}

async function dumpTable(
  { client, folder, signal }: Work,
  name: string,
): Promise<DatabaseDump['tables'][number]> {
  const { rows } = await client.query<{ column_name: string; counts: boolean }>(
    `select column_name, is_identity = 'YES' as counts from information_schema.columns
      where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER'
      order by ordinal_position`,
    [name],
  );
  const columns = rows.map((row) => row.column_name);
  const list = columns.map((each) => client.escapeIdentifier(each)).join(', ');
  const copy = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
  const file = await open(join(folder, tableFile(name)), 'wx', 0o600);
  await pipeline(copy, file.createWriteStream({ flush: true }), { signal });
  const counters = [];
  for (const { column_name } of rows.filter(({ counts }) => counts)) {
    counters.push({ column: column_name, last: await readCounter(client, name, column_name) });
  }
  return { name, columns, rows: copy.rowCount, counters };
}

async function listTables(client: pg.Client): Promise<string[]> {
  return column(
    client,
    `select table_name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> all ($1)
      order by table_name`,
    [LEFT_OUT],
  );
}

async function readCounter(client: pg.Client, table: string, name: string): Promise<string> {
  const sequence = `pg_get_serial_sequence($1, $2)::regclass`;
  const [last = '0'] = await column<string>(
    client,
    `select coalesce(pg_sequence_last_value(${sequence}), 0)::text`,
    [table, name],
  );
  return last;
}

/** A schema from before the clock counts transactions as they are. */
async function readClock(client: pg.Client): Promise<number> {
  const [clocked] = await column<boolean>(client, `select to_regproc('event_clock') is not null`);
  const count = 'pg_snapshot_xmax(pg_current_snapshot())';
  const [time = '0'] = await column<string>(
    client,
    `select ${clocked ? `event_clock(${count})::text` : `${count}::text`}`,
  );
  return Number(time);
}

async function listJobs(client: pg.Client): Promise<DatabaseDump['jobs']> {
  const [queued] = await column<boolean>(client, `select to_regclass('pgboss.job') is not null`);
  if (!queued) return [];
  const { rows } = await client.query(
    `select name, data from pgboss.job
      where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' order by created_on`,
  );
  return rows;
}

async function column<Value>(client: pg.Client, statement: string, values: unknown[] = []): Promise<Value[]> {
  const { rows } = await client.query({ text: statement, values, rowMode: 'array' });
  return rows.map(([value]) => value as Value);
}
