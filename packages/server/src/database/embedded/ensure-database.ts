import pg from 'pg';

/** PostgreSQL's code for a database that does not exist. */
const INVALID_CATALOG_NAME = '3D000';

/** A database that every cluster has. */
const MAINTENANCE_DATABASE = 'postgres';

/** Creates the database of `connection`, if missing. */
export async function ensureDatabase(connection: {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}): Promise<void> {
  try {
    await run(connection, 'SELECT 1');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INVALID_CATALOG_NAME) throw error;
    const name = pg.escapeIdentifier(connection.database);
    await run({ ...connection, database: MAINTENANCE_DATABASE }, `CREATE DATABASE ${name}`);
  }
}

async function run(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  // One that breaks while it is closed would otherwise end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
