import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuSecondsOfChildren } from './cpu-seconds.ts';

/** What one run of a program took. */
export interface ProcessCost {
  cpuSeconds: number;
  wallSeconds: number;
  /** Largest resident memory. */
  peakBytes: number;
  /** All that it said. */
  output: string;
}

const LOOK_EVERY_MS = 50;

/** Runs a program to its end; no other child may end meanwhile. Throws where it fails. */
export async function runCosted(program: string, args: readonly string[]): Promise<ProcessCost> {
  const cpuBefore = await cpuSecondsOfChildren();
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const over = new AbortController();
  const peak = followPeak(child.pid ?? 0, over.signal);
  const [code] = (await once(child, 'close')) as [number | null];
  over.abort();
  const output = Buffer.concat(said).toString();
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${output.slice(-1000)}`);
  return {
    cpuSeconds: (await cpuSecondsOfChildren()) - cpuBefore,
    wallSeconds: (performance.now() - startedAt) / 1000,
    peakBytes: await peak,
    output,
  };
}

/** The largest resident memory of a process until it is over (proc(5), `VmHWM`). */
async function followPeak(pid: number, over: AbortSignal): Promise<number> {
  let peakBytes = 0;
  while (!over.aborted) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    peakBytes = Math.max(peakBytes, Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    await wait(LOOK_EVERY_MS);
  }
  return peakBytes;
}
