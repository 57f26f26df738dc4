import { setTimeout as wait } from 'node:timers/promises';
import { spawnGuarded } from '@tiepoint/processes';
import { PROGRAM_ENVIRONMENT } from './environment.ts';

/** Longer than any help; a program that says more is none that we know. */
const MAX_ANSWER_LENGTH = 256 * 1024;
/** Time to read what a program said before it ended, where its own children still hold its streams. */
const LAST_WORDS_MILLISECONDS = 1000;

/**
 * What a program says, on both streams, when it is started with these arguments in a folder; what it has said by then where
 * it takes longer, says too much, or fails. It is gone afterwards, with its own children.
 */
export async function askProgram(
  path: string,
  args: readonly string[],
  timeoutMilliseconds: number,
  folder = '/',
): Promise<string> {
  const child = spawnGuarded(path, args, { cwd: folder, env: PROGRAM_ENVIRONMENT, onParentDeath: 'SIGKILL' });
  let answer = '';
  const { promise: enough, resolve: stop } = Promise.withResolvers<void>();
  const timer = setTimeout(stop, timeoutMilliseconds);
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
  const gone = child.exit
    .then(() => wait(LAST_WORDS_MILLISECONDS, undefined, { ref: false }))
    .catch(() => {});
  await Promise.race([enough, Promise.all(ended), gone]);
  clearTimeout(timer);
  child.kill('SIGKILL');
  for (const stream of streams) stream.destroy();
  await child.exit.catch(() => {});
  return answer;
}
