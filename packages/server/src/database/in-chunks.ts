import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from './database.ts';

/** Rows that are read at once. */
const CHUNK = 500;

/** Rows in chunks, as many of them as there are, in the order of a column that tells them apart; none once the signal aborts. */
export async function* inChunks<Name extends keyof Tables, Row>(
  rows: SelectQueryBuilder<Tables, Name, Row>,
  column: keyof Row & string,
  signal: AbortSignal,
): AsyncGenerator<Row[], void> {
  const place = sql.ref<string>(column);
  let end = '';
  while (!signal.aborted) {
    const chunk = await rows.where(place, '>', end).orderBy(place).limit(CHUNK).execute();
    const last = chunk.at(-1);
    if (last === undefined) return;
    yield chunk;
    end = String(last[column]);
  }
}
