import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { tellOfEach } from '../../events/tell-of-each.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Task } from '../tasks/task.ts';

/** What a log recorder needs. */
export interface LogNeeds {
  database: Database;
  logger: Logger;
}

/** Takes the lines of one attempt at a task. */
export interface LogRecorder {
  add(lines: readonly string[]): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** How many lines a task keeps. */
const MAX_LINES = 20_000;
const MAX_LINE_LENGTH = 2000;
/** Lines that came since the last write; programs that say more in a second say nothing. */
const MAX_WAITING_LINES = 2000;
/** Each write is an event too. */
const WRITE_MS = 1000;
/** PostgreSQL takes no zero bytes, and nobody can read the others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000a-\u001f\u007f]/g;

/**
 * Keeps what an engine says as lines with rising numbers and tells of them (`TaskLogged`), both in one statement, once
 * a second at most. Nothing is written once another attempt has begun. A write that fails costs its lines and nothing
 * else.
 */
export async function openLogRecorder({ database, logger }: LogNeeds, task: Task): Promise<LogRecorder> {
  let waiting: string[] = [];
  let lastNumber = await lastLineNumber(database, task.id);
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = async () => {
    timer = undefined;
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) return;
    try {
      await writeLines(database, task, { lines, lastNumber });
    } catch (error) {
      logger.warn({ err: error, task: task.id }, 'log not written');
    }
  };
  return {
    add(lines) {
      waiting.push(...lines.map((line) => line.replace(CONTROL_CHARACTERS, '').slice(0, MAX_LINE_LENGTH)));
      lastNumber += lines.length;
      if (waiting.length > MAX_WAITING_LINES) waiting = waiting.slice(-MAX_WAITING_LINES);
      timer ??= setTimeout(() => {
        writing = writing.then(write);
      }, WRITE_MS);
    },
    async close() {
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}

async function lastLineNumber(database: Database, taskId: string): Promise<number> {
  const last = await database
    .selectFrom('taskLogLines')
    .select('number')
    .where('taskId', '=', taskId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.number ?? 0;
}

async function writeLines(
  database: Database,
  task: Task,
  { lines, lastNumber }: { lines: readonly string[]; lastNumber: number },
): Promise<void> {
  const before = lastNumber - lines.length;
  await sql`
    with own as (
      select id, project_id from tasks where id = ${task.id} and fence = ${task.fence}
    ),
    written as (
      insert into task_log_lines (task_id, number, line)
      select own.id, ${before}::integer + said.place, said.line
      from own, unnest(${lines}::text[]) with ordinality as said (line, place)
      on conflict do nothing
    ),
    swept as (
      delete from task_log_lines
      where task_id = (select id from own) and number <= ${lastNumber - MAX_LINES}::integer
    ),
    told as ${tellOfEach('own', 'TaskLogged', { lastNumber })}
    select`.execute(database);
}
