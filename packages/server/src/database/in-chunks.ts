import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from './database.ts';

/** Rows per query. */
const CHUNK = 500;

/** All rows in chunks, in the order of a unique column; stops when the signal aborts. */
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
