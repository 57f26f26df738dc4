import { setTimeout } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { Outage } from '../errors/outage.ts';
import { isReadOnly, isRefusal, judgeDatabaseError } from './judge-error.ts';

/** Told of what an operator should know of the way to the database. */
export interface DatabaseWatch {
  /** No connection could be had; from here on, until it is back, others fail without waiting. */
  onAway(cause: unknown): void;
  onBack(awaySeconds: number): void;
  /** It has refused this account, or denied the database's existence, for a minute: nobody is only restarting it. */
  onRefused(cause: unknown): void;
}

/** A connection that is not there by then will not be; one that only waits for its turn may wait longer. */
const CONNECT_MS = 10_000;
/** Finds the other end gone within 20 seconds, where nothing is under way. */
const KEEP_ALIVE_MS = 10_000;
/** A restart within this time is a pause and no failure; the same for connections that others have taken. */
const PATIENCE_MS = 3000;
const RETRY_MS = 100;
/** Passwords are changed on one side first. */
const REFUSED_MS = 60_000;

/** Opens a pool whose connections may break, whose server may restart, and whose errors are Outages then. */
export function openWatchedPool(
  settings: pg.PoolConfig,
  watch: Partial<DatabaseWatch>,
  now = () => performance.now(),
): PostgresPool {
  const pool = new pg.Pool({ ...settings, ...connectionSettings() });
  // What breaks while nobody uses it is replaced; who uses it next is told. Without listeners, the error of any
  // connection would end the process, and the pool listens only to those that nobody has taken.
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

/** For every connection of ours. Waiting for one's turn has no limit: under load everybody's comes. */
export function connectionSettings() {
  return {
    connectionTimeoutMillis: 0,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // The types know no constructor that takes settings.
    Client: PunctualClient as unknown as new () => pg.ClientBase,
  };
}

/** The pool knows one limit for connecting and for waiting in line; this one is for connecting alone. */
class PunctualClient extends pg.Client {
  constructor(settings: pg.ClientConfig) {
    // The pool keeps the password from being enumerated.
    super({ ...settings, password: settings.password, connectionTimeoutMillis: CONNECT_MS });
  }
}

/** The connection as Kysely uses it; one that has become read-only goes with its outage. */
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
  // Kysely may also pass a cursor, where one was configured; here is none.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || spoiled),
  };
}
