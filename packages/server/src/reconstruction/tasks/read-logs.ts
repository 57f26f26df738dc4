import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import './task.ts';

/** Which lines of a task's log are asked for. */
export interface LogRequest {
  taskId: string;
  /** Lines behind this number; the newest ones where it is left out. */
  after?: number | null;
  /** At most so many, and never more than `MAX_LINES`. */
  first: number;
}

/** Some lines of a task's log, and the number of the newest line there is. */
export interface LogPart {
  lines: { number: number; text: string }[];
  lastNumber: number;
}

interface Row {
  place: number;
  lastNumber: number;
  number: number | null;
  line: string | null;
}

const MAX_LINES = 2000;

/** Reads the logs of several tasks in one query; gives a part for each request, in their order. */
export async function readLogs(database: Database, requests: readonly LogRequest[]): Promise<LogPart[]> {
  const taskIds = requests.map(({ taskId }) => taskId);
  const afters = requests.map(({ after }) => after ?? null);
  const firsts = requests.map(({ first }) => Math.min(Math.max(first, 0), MAX_LINES));
  // A number alone bounds the scan of the index, also for the newest lines.
  const { rows } = await sql<Row>`
    select asked.place, newest.number as last_number, lines.number, lines.line
    from unnest(${taskIds}::text[], ${afters}::integer[], ${firsts}::integer[])
      with ordinality as asked (task_id, after, first, place)
    cross join lateral (
      select coalesce(max(number), 0) as number from task_log_lines where task_id = asked.task_id
    ) as newest
    left join lateral (
      select number, line from task_log_lines
      where task_id = asked.task_id and number > coalesce(asked.after, newest.number - asked.first)
      order by number limit asked.first
    ) as lines on true
    order by asked.place, lines.number`.execute(database);
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return requests.map((_, index) => {
    const found = byPlace.get(index + 1) ?? [];
    return {
      lines: found.flatMap(({ number, line }) =>
        number === null || line === null ? [] : [{ number, text: line }],
      ),
      lastNumber: found[0]?.lastNumber ?? 0,
    };
  });
}
