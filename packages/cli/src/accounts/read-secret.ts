import type { Shell } from '../shell.ts';

/** In raw mode the terminal does not handle these itself. */
const INTERRUPT = '\u0003';
const ENDS = ['\r', '\n', '\u0004'];
const ERASERS = ['\u007f', '\b'];

/** Asks a question at the terminal and reads the answer without echo. Rejects when interrupted. */
export async function readSecret({ input, prompt, signal }: Shell, question: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const typed: string[] = [];
  const onData = (chunk: Buffer | string) => {
    for (const character of chunk.toString()) {
      if (character === INTERRUPT) process.kill(process.pid, 'SIGINT');
      else if (ENDS.includes(character)) resolve(typed.join(''));
      else if (ERASERS.includes(character)) typed.pop();
      else typed.push(character);
    }
  };
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  // Before the prompt, so that nothing typed ahead is echoed.
  input.setRawMode(true).on('data', onData).resume();
  prompt(question);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    input.setRawMode(false).off('data', onData).pause();
    prompt('\n');
  }
}
