import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import pg from 'pg';
import { DATABASE_NAME, DATABASE_USER } from './cluster.ts';
import { readClusterPassword } from './cluster-password.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

/**
 * The connection to the PostgreSQL that another Tiepoint process runs on a cluster's folder; undefined when none
 * accepts connections.
 */
export async function findRunningPostgres(
  folder: string,
): Promise<EmbeddedPostgres['connection'] | undefined> {
  const connection = await readConnection(folder);
  if (!connection) return undefined;
  const client = new pg.Client(connection);
  // One that breaks while it is closed would otherwise end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return connection;
  } catch {
    // The file was left by a killed server, or the server is starting or stopping.
    return undefined;
  }
}

/** Line 4 of postmaster.pid is the port, line 5 the folder of the socket. */
async function readConnection(folder: string): Promise<EmbeddedPostgres['connection'] | undefined> {
  try {
    const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
    const [port, host] = [Number(lines[3]), lines[4]?.trim()];
    const password = await readClusterPassword(folder);
    if (!host || !password) return undefined;
    return { host, port, user: DATABASE_USER, password, database: DATABASE_NAME };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
