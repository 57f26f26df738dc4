import { setTimeout as wait } from 'node:timers/promises';
import { spawnGuarded } from '@tiepoint/processes';
import { PROGRAM_ENVIRONMENT } from './environment.ts';

/** Longer than the help of any known program. */
const MAX_ANSWER_LENGTH = 256 * 1024;
/** Time to read the rest of the output after the program has ended, if its children keep the streams open. */
const LAST_WORDS_MS = 1000;

/**
 * Runs a program and returns its output of both streams; the output so far if it takes longer, prints too much, or
 * fails. It is ended afterwards, with its own children.
 */
export async function askProgram(
  path: string,
  args: readonly string[],
  { timeoutMs, folder = '/' }: { timeoutMs: number; folder?: string },
): Promise<string> {
  const child = spawnGuarded(path, args, { cwd: folder, env: PROGRAM_ENVIRONMENT, onParentDeath: 'SIGKILL' });
  let answer = '';
  const { promise: enough, resolve: stop } = Promise.withResolvers<void>();
  const timer = setTimeout(stop, timeoutMs);
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      answer = (answer + chunk).slice(0, MAX_ANSWER_LENGTH);
      if (answer.length === MAX_ANSWER_LENGTH) stop();
    });
    stream.on('error', () => {});
  }
  const ended = streams.map(
    (stream) => new Promise<void>((resolve) => stream.once('close', () => resolve())),
  );
  const gone = child.exit.then(() => wait(LAST_WORDS_MS, undefined, { ref: false })).catch(() => {});
  await Promise.race([enough, Promise.all(ended), gone]);
  clearTimeout(timer);
  child.kill('SIGKILL');
  for (const stream of streams) stream.destroy();
  await child.exit.catch(() => {});
  return answer;
}
