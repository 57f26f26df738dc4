import type { Database } from '../database/database.ts';
import { outlast } from '../database/outlast.ts';
import { mayPut } from './may-put.ts';

/** A write as the object store asks for it. */
export interface AskedWrite {
  key: string;
  /** Absent for the store's own key, which the operator alone has. */
  holder?: string;
  /** It is committed if it may be: an answer from a moment ago is not enough. */
  isLast: boolean;
}

/** What was handed out ends within this time. */
const KEPT_MS = 1000;
const MAX_KEPT = 10_000;
/** A database that is down is waited for; longer than most restarts take, shorter than clients wait. */
const OUTAGE_MS = 15_000;

/**
 * Answers whether a write into an upload bucket is still wanted. The parts of a large file are asked about once a second.
 * Throws an Outage when the database is down for longer.
 */
export function createPutCheck({
  database,
}: {
  database: Database;
}): (write: AskedWrite) => Promise<boolean> {
  /** Until when an answer counts, by holder and key; in the order in which they were given. */
  const kept = new Map<string, number>();
  const forgetOld = () => {
    for (const [id, until] of kept) {
      if (until > performance.now() && kept.size < MAX_KEPT) return;
      kept.delete(id);
    }
  };
  return async ({ key, holder, isLast }) => {
    if (holder === undefined) return true;
    const id = `${holder} ${key}`;
    const asked = performance.now();
    if (!isLast && (kept.get(id) ?? 0) > asked) return true;
    const signal = AbortSignal.timeout(OUTAGE_MS);
    const may = await outlast(signal, () => mayPut({ database }, { key, holder }));
    forgetOld();
    kept.delete(id);
    if (may) kept.set(id, asked + KEPT_MS);
    return may;
  };
}
