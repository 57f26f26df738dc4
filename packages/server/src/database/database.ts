import { CamelCasePlugin, type ColumnType, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { type DatabaseWatch, openWatchedPool } from './watched-pool.ts';

/** The tables by name. Each noun adds its own through module augmentation. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the nouns
export interface Tables {}

export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;
/** Where a query may run: in a transaction or outside one. */
export type Executor = Database | Trx;

/** A jsonb column: read as a value, written as JSON text (pg would write arrays as PostgreSQL arrays). */
export type Json<Value> = ColumnType<Value, string | undefined, string>;
/** The same where it may be null. */
export type NullableJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>;

/** How to reach PostgreSQL. */
export type ConnectionSettings =
  | { connectionString: string }
  | { host: string; port?: number; user: string; password?: string; database: string };

/** The app's connections; pg-boss keeps its own. */
const MAX_CONNECTIONS = 10;

/** Opens the pool. snake_case in SQL becomes camelCase here, and nowhere else. Failures of the server are Outages. */
export function openDatabase(connection: ConnectionSettings, watch: Partial<DatabaseWatch> = {}): Database {
  const pool = openWatchedPool({ ...connection, max: MAX_CONNECTIONS, types: { getTypeParser } }, watch);
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** bigint and numeric columns here hold sizes and counts below 2^53: read them as numbers. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}
