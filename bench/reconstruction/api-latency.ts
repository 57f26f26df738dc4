import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { uploadPhotos } from '@tiepoint/client';
import { findPhotos } from '@tiepoint/client/node';
import type { RunningServer } from '@tiepoint/server';
import { samplePhotos } from '../server/bench-photos.ts';
import { clientOf, makeFolder, startBenchServer } from '../server/bench-server.ts';

const PAUSE_MS = 20;
const QUERIES_A_ROUND = 25;
const IDLE_ROUNDS = 10;

/** Latency of a trivial query in each step of a reconstruction, texturing above all. */
export async function apiLatency(): Promise<void> {
  const folder = await makeFolder();
  try {
    await samplePhotos(folder.path);
    const dataFolder = join(folder.path, 'data');
    await mkdir(dataFolder, { mode: 0o711 });
    const server = await startBenchServer(dataFolder);
    const client = clientOf(server);
    const { id } = await client.createProject('latency');
    const { photos } = await findPhotos(join(folder.path, 'scene'));
    await uploadPhotos({ client, projectId: id, photos });
    let rounds = IDLE_ROUNDS;
    const idle = await latencies(server, async () => (rounds-- > 0 ? 'idle' : undefined));
    await client.startReconstruction(id, { quality: 'preview' });
    const busy = await latencies(server, async () => {
      const task = (await client.listTasks(id))[0];
      return task?.state === 'Pending' || task?.state === 'Processing'
        ? (task.stepName ?? 'waiting')
        : undefined;
    });
    await server.stop();
    for (const [step, values] of [...idle, ...busy]) console.log(`  ${describe(step, values)}`);
  } finally {
    await folder.remove();
  }
}

/** Times queries until `step` says that there is nothing more to measure. */
async function latencies(
  server: RunningServer,
  step: () => Promise<string | undefined>,
): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (let name = await step(); name; name = await step()) {
    const values = found.get(name) ?? [];
    found.set(name, values);
    for (let query = 0; query < QUERIES_A_ROUND; query++) {
      const started = performance.now();
      const body = '{"query":"{ versions { api } }"}';
      const response = await fetch(`${server.endpoint}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await response.text();
      values.push(performance.now() - started);
      await setTimeout(PAUSE_MS);
    }
  }
  return found;
}

function describe(step: string, values: number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `${step}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${values.length} queries (wanted: p99 under 150 ms)`;
}
