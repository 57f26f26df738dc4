import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { enforceBounds, type ProcessBounds, workerFile } from '@tiepoint/processes';
import type { DecoderAnswer, DecoderRequest, Inspection } from './inspection.ts';

/** How a decoder process ended while it inspected a photo. */
export type DecoderDeath = 'crash' | 'time' | 'memory';

/** A process that inspects one photo at a time. */
export interface DecoderProcess {
  readonly pid: number;
  /**
   * The verdict, or how the process died of the photo. Rejects where the photo's file can't be read, and with the
   * signal's reason when that aborts; then the process is gone too.
   */
  judge(request: DecoderRequest, signal: AbortSignal): Promise<Inspection | { death: DecoderDeath }>;
  /** Whether it can take another photo. */
  isAlive(): boolean;
  kill(): void;
}

const WORKER = workerFile(import.meta.url, './decoder-worker');
/** Nothing is inherited. Pixels lie outside the heap. */
const NODE_FLAGS = [...WORKER.nodeFlags, '--max-old-space-size=256'];
/** The environment holds secrets, so that none is inherited. Many arenas would keep the memory of past photos. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };
const START_SECONDS = 60;

/** Starts a decoder process with limits per photo; it ends when this process ends. Rejects if it does not start. */
export async function startDecoderProcess(bounds: ProcessBounds): Promise<DecoderProcess> {
  const child = fork(WORKER.path, [], {
    execArgv: NODE_FLAGS,
    env: ENVIRONMENT,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A message to a process that has just died is told by its exit as well.
  child.on('error', () => {});
  const kill = () => void child.kill('SIGKILL');
  try {
    await hasStarted(child);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    pid: child.pid ?? 0,
    isAlive: () => isAlive(child),
    kill,
    judge: (request, signal) => judge({ child, bounds }, request, signal),
  };
}

async function hasStarted(child: ChildProcess): Promise<void> {
  const signal = AbortSignal.timeout(START_SECONDS * 1000);
  const started = once(child, 'message', { signal }).then(() => undefined);
  const exited = once(child, 'exit', { signal }).then(([code, killedBy]) => String(killedBy ?? code));
  for (const outcome of [started, exited]) outcome.catch(() => {});
  const exit = await Promise.race([started, exited]);
  if (exit !== undefined) throw new Error(`The decoder process has ended at its start: ${exit}`);
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null;
}

async function judge(
  { child, bounds }: { child: ChildProcess; bounds: ProcessBounds },
  request: DecoderRequest,
  signal: AbortSignal,
): Promise<Inspection | { death: DecoderDeath }> {
  signal.throwIfAborted();
  if (!isAlive(child)) return { death: 'crash' };
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const watching = enforceBounds(child, bounds, either);
  try {
    const answer = await ask(child, request, either);
    ended.abort();
    if (answer === 'exit') return { death: (await watching) ?? 'crash' };
    if (answer.kind === 'judged') return answer.inspection;
    throw new Error(answer.kind === 'failed' ? answer.message : 'The decoder process has started twice');
  } catch (error) {
    // Nobody waits for the answer any more.
    if (signal.aborted) child.kill('SIGKILL');
    throw error;
  } finally {
    ended.abort();
  }
}

/** The answer of the process, or its end. */
async function ask(
  child: ChildProcess,
  request: DecoderRequest,
  signal: AbortSignal,
): Promise<DecoderAnswer | 'exit'> {
  const answered = once(child, 'message', { signal }).then(([answer]) => answer as DecoderAnswer);
  const exited = once(child, 'exit', { signal }).then(() => 'exit' as const);
  // The one that is not waited for any more ends by the signal.
  for (const outcome of [answered, exited]) outcome.catch(() => {});
  // A process that can't be reached has ended: its exit tells.
  child.send(request, () => {});
  return Promise.race([answered, exited]);
}
