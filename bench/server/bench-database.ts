import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerAddress } from './bench-server.ts';

/** Line of PostgreSQL's postmaster.pid that holds the folder of its socket, counted from 0. */
const SOCKET_FOLDER_LINE = 4;

/** Connects to the embedded database of a server that runs. */
export async function openBenchDatabase(server: ServerAddress, connections: number): Promise<pg.Pool> {
  const status = await readFile(join(server.dataFolder, 'postgres', 'postmaster.pid'), 'utf8');
  const host = status.split('\n')[SOCKET_FOLDER_LINE];
  return new pg.Pool({ host, user: 'tiepoint', database: 'tiepoint', max: connections });
}
