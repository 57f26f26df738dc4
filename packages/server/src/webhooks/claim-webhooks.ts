import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Webhook } from './webhook.ts';

/** What one server delivers at the same time, and what of it is under way. */
export interface DeliveryPlaces {
  running: Iterable<Pick<Webhook, 'ownerId' | 'failures'>>;
  /** Of one owner. */
  perOwner: number;
  leaseSeconds: number;
}

/** What an owner, or all of them together, have under way. */
interface Busy {
  all: number;
  failing: number;
}

/** Deliveries that one server makes at the same time: they mostly wait for receivers. */
const MAX_DELIVERIES = 32;
/** Of these, for receivers that have failed lately: those that hang leave room for the others. */
const MAX_FAILING = MAX_DELIVERIES / 2;
/** Of these, for owners of whom none is under way. */
const FOR_NEWCOMERS = MAX_DELIVERIES / 4;
const CLAIM = 8;

/**
 * Leases webhooks that are due and have something to tell; of projects that have gone too, to tell just that. Owners take
 * turns: first those with the fewest under way.
 */
export async function claimWebhooks(
  database: Database,
  { running, perOwner, leaseSeconds }: DeliveryPlaces,
): Promise<Webhook[]> {
  const busy = countBusy(running);
  const total = sum([...busy.values()]);
  const free = MAX_DELIVERIES - total.all;
  if (free <= 0) return [];
  const chosen = sql`
    with busy as (
      select * from unnest(
        ${[...busy.keys()]}::text[],
        ${[...busy.values()].map(({ all }) => all)}::int[],
        ${[...busy.values()].map(({ failing }) => failing)}::int[]
      ) as b (owner_id, running, failing)
    ),
    due as (
      select w.id, w.owner_id, w.due_at, w.failures > 0 as failing from webhooks w
      left join projects p on p.id = w.project_id
      where w.enabled and w.due_at <= now() and (w.leased_until is null or w.leased_until < now())
        and (p.id is null or p.owner_id = w.owner_id)
        and exists (
          select from events e where e.project_id = w.project_id
            and (e.stamp, e.id) > (w.stamp, w.event_id) and e.stamp < event_horizon()
        )
    ),
    placed as (
      select due.*,
        coalesce(busy.running, 0)
          + row_number() over (partition by due.owner_id order by due.failing, due.due_at) as place,
        coalesce(busy.failing, 0)
          + row_number() over (partition by due.owner_id, due.failing order by due.due_at) as failing_place
      from due left join busy on busy.owner_id = due.owner_id
    ),
    allowed as (
      select *, row_number() over (partition by failing order by place, due_at) as of_class
      from placed
      where place <= ${perOwner}::int and (not failing or failing_place <= ${Math.ceil(perOwner / 2)}::int)
    ),
    ordered as (
      select *, row_number() over (order by place, due_at) as position
      from allowed where not failing or of_class <= ${MAX_FAILING - total.failing}::int
    )
    select id from ordered
    where position <= case when place = 1 then ${free}::int else ${free - FOR_NEWCOMERS}::int end
    order by position limit ${CLAIM}::int`;
  // Another server may have leased some of them in the meantime.
  const unleased = sql`
    select id from webhooks
    where id = any (array(${chosen})) and (leased_until is null or leased_until < now())
    for update skip locked`;
  return database
    .updateTable('webhooks')
    .set({ leasedUntil: sql<Date>`now() + ${leaseSeconds} * interval '1 second'` })
    .where(sql<boolean>`id = any (array(${unleased}))`)
    .returningAll()
    .execute();
}

function countBusy(running: DeliveryPlaces['running']): Map<string, Busy> {
  const owners = Map.groupBy(running, ({ ownerId }) => ownerId);
  return new Map(
    [...owners].map(([ownerId, own]) => {
      return [ownerId, { all: own.length, failing: own.filter(({ failures }) => failures > 0).length }];
    }),
  );
}

function sum(counts: readonly Busy[]): Busy {
  return counts.reduce(
    (total, { all, failing }) => ({ all: total.all + all, failing: total.failing + failing }),
    { all: 0, failing: 0 },
  );
}
