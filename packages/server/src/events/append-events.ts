import type { Executor } from '../database/database.ts';
import type { NewEvent } from './event.ts';

/**
 * Writes events into the log, in their order and in one statement. Call it in the transaction that makes what
 * they tell of, after the change: then both happen or neither does, and the log's order is that of the changes.
 */
export async function appendEvents(executor: Executor, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ facts, ...event }) => ({ ...event, facts: JSON.stringify(facts ?? {}) }));
  await executor.insertInto('events').values(rows).execute();
}
