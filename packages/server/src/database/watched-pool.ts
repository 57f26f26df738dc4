import { setTimeout } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { Outage } from '../errors/outage.ts';
import { isReadOnly, isRefusal, judgeDatabaseError } from './judge-error.ts';

/** Callbacks about the connection to the database, for the operator. */
export interface DatabaseWatch {
  /** No connection was available; until the database is back, requests fail without waiting. */
  onAway(cause: unknown): void;
  onBack(awaySeconds: number): void;
  /** It has refused this account, or the database has not existed, for a minute: more than a restart. */
  onRefused(cause: unknown): void;
}

/** Timeout for establishing a connection; waiting for a free one may take longer. */
const CONNECT_MS = 10_000;
/** TCP keep-alive: detects a dead peer of an idle connection within 20 seconds. */
const KEEP_ALIVE_MS = 10_000;
/** Outages up to this time cause waiting instead of errors; also when all connections are in use. */
const PATIENCE_MS = 3000;
const RETRY_MS = 100;
/** Grace period, as passwords are changed on one side first. */
const REFUSED_MS = 60_000;

/** Opens a pool that tolerates broken connections and server restarts, and reports them as Outages. */
export function openWatchedPool(
  settings: pg.PoolConfig,
  watch: Partial<DatabaseWatch>,
  now = () => performance.now(),
): PostgresPool {
  const pool = new pg.Pool({ ...settings, ...connectionSettings() });
  // Idle connections that break are replaced. Without listeners, the error of any connection would end the process,
  // and the pool listens only to idle ones.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  let awaySince: number | undefined;
  let told = false;

  const endOutage = () => {
    if (told) watch.onBack?.((now() - (awaySince ?? now())) / 1000);
    awaySince = undefined;
    told = false;
  };
  const note = (cause: unknown) => {
    awaySince ??= now();
    const away = now() - awaySince;
    if (away >= REFUSED_MS && isRefusal(cause)) watch.onRefused?.(cause);
    if (away < PATIENCE_MS || told) return away;
    told = true;
    watch.onAway?.(cause);
    return away;
  };
  const connect = async () => {
    for (;;) {
      try {
        const client = await pool.connect();
        endOutage();
        return client;
      } catch (error) {
        const judged = judgeDatabaseError(error);
        if (!(judged instanceof Outage)) throw judged;
        if (note(error) >= PATIENCE_MS || isRefusal(error)) throw judged;
        await setTimeout(RETRY_MS);
      }
    }
  };
  return { options: pool.options, connect: async () => judgedClient(await connect()), end: () => pool.end() };
}

/** For every connection. Waiting for a free one has no limit. */
export function connectionSettings() {
  return {
    connectionTimeoutMillis: 0,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // The types lack the constructor with settings.
    Client: PunctualClient as unknown as new () => pg.ClientBase,
  };
}

/** The pool has one timeout for connecting and waiting; this one is only for connecting. */
class PunctualClient extends pg.Client {
  constructor(settings: pg.ClientConfig) {
    // The pool keeps the password from being enumerated.
    super({ ...settings, password: settings.password, connectionTimeoutMillis: CONNECT_MS });
  }
}

/** The connection as used by Kysely; a read-only one is discarded on its outage. */
function judgedClient(client: pg.PoolClient): PostgresPoolClient {
  let spoiled = false;
  const query = async (statement: string, parameters: unknown[]) => {
    try {
      return await client.query(statement, parameters);
    } catch (error) {
      spoiled ||= isReadOnly(error);
      throw judgeDatabaseError(error);
    }
  };
  // Kysely passes a cursor only if configured, which it is not.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || spoiled),
  };
}
