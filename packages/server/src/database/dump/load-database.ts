import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ConnectionSettings } from '../database.ts';
import { type DatabaseDump, DUMP_SETTINGS, tableFile } from './database-dump.ts';

/**
 * Fills the tables of a new database, whose schema is that of the dump, with what the files of a folder have; all of it
 * or, where this throws, nothing. What the migrations themselves have put into the tables goes.
 */
export async function loadDatabase(
  connection: ConnectionSettings,
  { tables }: DatabaseDump,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(DUMP_SETTINGS);
    await client.query('begin');
    const names = tables.map(({ name }) => client.escapeIdentifier(name));
    if (names.length > 0) await client.query(`truncate ${names.join(', ')}`);
    for (const table of sortByReference(tables, await listReferences(client))) {
      signal.throwIfAborted();
      await loadTable({ client, folder, signal }, table);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function loadTable(
  { client, folder, signal }: { client: pg.Client; folder: string; signal: AbortSignal },
  { name, columns, rows, counters }: DatabaseDump['tables'][number],
): Promise<void> {
  const list = columns.map((each) => client.escapeIdentifier(each)).join(', ');
  const copy = client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin`));
  await pipeline(createReadStream(join(folder, tableFile(name))), copy, { signal });
  if (copy.rowCount !== rows) {
    throw new Error(
      `The table ${name} has ${copy.rowCount} rows in its file, and had ${rows} when it was written.`,
    );
  }
  for (const { column, last } of counters) {
    if (last === '0') continue;
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint)', [name, column, last]);
  }
}

interface Reference {
  /** The table that refers, and the one that must be there first. */
  child: string;
  parent: string;
}

async function listReferences(client: pg.Client): Promise<Reference[]> {
  const { rows } = await client.query(
    `select child.relname as child, parent.relname as parent from pg_constraint
      join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
      where contype = 'f' and child.relnamespace = current_schema()::regnamespace and conrelid <> confrelid`,
  );
  return rows;
}

/** Tables that others refer to come before these. */
function sortByReference<Table extends { name: string }>(tables: Table[], references: Reference[]): Table[] {
  const sorted: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const free = left.filter(
      ({ name }) => !references.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting].join(', ')}.`);
    sorted.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return sorted;
}
