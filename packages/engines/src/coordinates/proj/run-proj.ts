import { spawnGuarded } from '@tiepoint/processes';

/** What a program of PROJ said, and how it ended. */
export interface ProjAnswer {
  /** Null where it was ended, by us or by the system. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Without the network: grids are those that are installed. */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  HOME: '/nonexistent',
  PROJ_NETWORK: 'OFF',
};
/** The largest databases answer within a second; a loaded machine is slower. */
const TIMEOUT_MS = 60_000;
/** All operations between two old systems are a few hundred kilobytes. */
const MAX_ANSWER_LENGTH = 16 * 1024 ** 2;

/**
 * Runs a program of PROJ to its end, with text for its standard input. Rejects where it can't be started, takes too
 * long or says too much.
 */
export async function runProj(path: string, args: readonly string[], input = ''): Promise<ProjAnswer> {
  const child = spawnGuarded(path, args, { cwd: '/', env: ENVIRONMENT, input, onParentDeath: 'SIGKILL' });
  const answer = { stdout: '', stderr: '' };
  let problem: string | undefined;
  const giveUp = (why: string) => {
    problem ??= `${path} ${why}`;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => giveUp('took too long'), TIMEOUT_MS);
  const ended = (['stdout', 'stderr'] as const).map((name) => {
    const stream = child[name].setEncoding('utf8');
    stream.on('error', () => {});
    stream.on('data', (chunk: string) => {
      answer[name] += chunk;
      if (answer[name].length > MAX_ANSWER_LENGTH) giveUp('said too much');
    });
    return new Promise<void>((resolve) => stream.once('close', () => resolve()));
  });
  try {
    const { code } = await child.exit;
    if (problem === undefined) await Promise.all(ended);
    if (problem !== undefined) throw new Error(problem);
    return { code, ...answer };
  } finally {
    clearTimeout(timer);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}
