import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import pg from 'pg';
import { DATABASE_NAME, DATABASE_USER } from './cluster.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

/**
 * How to reach the PostgreSQL that another process of ours runs on a cluster's folder; undefined where none takes
 * connections.
 */
export async function findRunningPostgres(
  folder: string,
): Promise<EmbeddedPostgres['connection'] | undefined> {
  const connection = await readConnection(folder);
  if (!connection) return undefined;
  const client = new pg.Client(connection);
  try {
    await client.connect();
    await client.end();
    return connection;
  } catch {
    // The file is what a killed server has left, or the server starts or stops at this moment.
    return undefined;
  }
}

/** Line 4 of postmaster.pid is the port, line 5 the folder of the socket. */
async function readConnection(folder: string): Promise<EmbeddedPostgres['connection'] | undefined> {
  try {
    const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
    const [port, host] = [Number(lines[3]), lines[4]?.trim()];
    return host ? { host, port, user: DATABASE_USER, database: DATABASE_NAME } : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
