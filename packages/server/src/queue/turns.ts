import type { Db } from 'pg-boss';

/** How the owners of the jobs of a kind are found. */
export interface Ownership<Data extends object> {
  /** What the query knows a job's owner by. */
  idOf: (data: Data) => string;
  /** SQL that gives `id`, `owner_id` and `owner_name` for the ids in `$1`. */
  query: string;
}

/** A job's place in the line of its kind, and whose it is. */
export interface Turn {
  ownerId: string;
  /** Smaller goes first. */
  start: number;
}

/** What turns are taken for. */
export interface TurnRequest<Data extends object> {
  /** The kind of the jobs. */
  name: string;
  ownership: Ownership<Data>;
  data: readonly Data[];
  /** Whether `db` is a transaction: its jobs are not seen by others before it ends. */
  inTransaction: boolean;
}

/** The turns of jobs in their order; undefined for a job whose owner is gone. */
export interface TakenTurns {
  turns: (Turn | undefined)[];
  /** Called when the jobs are enqueued. */
  settle(): void;
}

/** Gives out turns. */
export interface Turns {
  take<Data extends object>(db: Db, request: TurnRequest<Data>): Promise<TakenTurns>;
}

/** A turn that was given out to a job which others can't see yet. */
interface Reservation {
  name: string;
  ownerId: string;
  /** Where the owner's next turn starts. */
  finish: number;
  /** The transaction that enqueues the job; null outside one. */
  xid: string | null;
}

/** A row of the query. Priorities, hence the smaller the later. */
interface LineRow {
  id: string;
  ownerId: string;
  ownerName: string;
  /** The last of the owner's that wait or run; null where none does. */
  last: number | null;
  /** Of the last running job of any owner; without one, of the first waiting job; null without either. */
  now: number | null;
  xid: string | null;
  /** Transactions among those asked for that have not ended. */
  open: string[] | null;
}

/** One job of an owner of weight 1; one of weight 2 has two in it. */
const TURN = 64;

/**
 * Opens the line in which owners take turns: start-time fair queueing (Goyal, Vin and Cheng, 1996). A job starts where
 * its owner's last one ends, and not before what is being worked on now, so that nobody's backlog is in front of
 * anybody else's first job, and nobody saves up turns. The queue's table is all that is remembered; in memory are only
 * the turns of transactions under way.
 */
export function openTurns(weights: ReadonlyMap<string, number> = new Map()): Turns {
  const reservations = new Set<Reservation>();

  const reserve = (reservation: Reservation) => {
    reservations.add(reservation);
    return reservation;
  };

  return {
    async take(db, { name, ownership, data, inTransaction }) {
      const asked = [...reservations].filter((reserved) => reserved.name === name && reserved.xid !== null);
      const ids = data.map(ownership.idOf);
      const { rows }: { rows: LineRow[] } = await db.executeSql(lineQuery(ownership.query, inTransaction), [
        ids,
        name,
        asked.map(({ xid }) => xid),
      ]);
      const open = new Set(rows[0]?.open);
      for (const reserved of asked)
        if (rows[0] && !open.has(reserved.xid ?? '')) reservations.delete(reserved);
      const rowOf = new Map(rows.map((row) => [row.id, row]));
      const taken = new Map<string, Reservation>();
      const turns = ids.map((id) => {
        const row = rowOf.get(id);
        if (!row) return undefined;
        const { ownerId, xid } = row;
        const own = taken.get(ownerId) ?? reserve({ name, ownerId, xid, finish: nextStart(row, name) });
        taken.set(ownerId, own);
        const start = own.finish;
        own.finish += lengthOf(row);
        return { ownerId, start };
      });
      const settle = () => {
        for (const reserved of taken.values()) if (reserved.xid === null) reservations.delete(reserved);
      };
      return { turns, settle };
    },
  };

  function lengthOf({ ownerName }: LineRow): number {
    return Math.max(1, Math.round(TURN / (weights.get(ownerName) ?? 1)));
  }

  function nextStart(row: LineRow, name: string): number {
    const under = [...reservations].filter(
      (reserved) => reserved.name === name && reserved.ownerId === row.ownerId,
    );
    const behindOwn = row.last === null ? 0 : lengthOf(row) - row.last;
    return Math.max(0, -(row.now ?? 0), behindOwn, ...under.map(({ finish }) => finish));
  }
}

/**
 * Each of its lookups reads the end of an index. Those that run are as many as there are workers; the first that waits,
 * whose lookup is only quick while the table's statistics are fresh, is asked for where none runs.
 */
function lineQuery(owners: string, inTransaction: boolean): string {
  return `with owned as (${owners}),
    line as (
      select owner_id, (
        select min(priority) from pgboss.job
        where name = $2 and group_id = owner_id and state <= 'active'
      ) as last
      from (select distinct owner_id from owned) as owners
    )
    select owned.id, owner_id as "ownerId", owner_name as "ownerName", line.last,
      coalesce(
        (
          select min(priority) from pgboss.job where name = $2 and state = 'active' and group_id is not null
        ),
        (
          select priority from pgboss.job
          where name = $2 and state < 'active' and state = 'created' and not blocked
          order by priority desc, created_on limit 1
        )
      ) as now,
      ${inTransaction ? 'pg_current_xact_id()::text' : 'null'} as xid,
      (
        select array_agg(xid::text) from unnest($3::text[]::xid8[]) as xid
        where not pg_visible_in_snapshot(xid, pg_current_snapshot())
      ) as open
    from owned join line using (owner_id)`;
}

/** The index for the last of an owner's jobs that wait or run. */
export async function prepareTurns(db: Db): Promise<void> {
  const { rows } = await db.executeSql(`select to_regclass('pgboss.tiepoint_turns') is null as missing`);
  if (!rows[0].missing) return;
  await db.executeSql(`create index if not exists tiepoint_turns on pgboss.job (name, group_id, priority)
    where state <= 'active' and group_id is not null`);
}
