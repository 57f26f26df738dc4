import { mkdir, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uploadPhotos } from '@tiepoint/client';
import { findPhotos } from '@tiepoint/client/node';
import { samplePhotos } from '../server/bench-photos.ts';
import { clientOf, makeFolder, startBenchServer } from '../server/bench-server.ts';

const SIZES = [25, 50, 100, 200];
const LOOK_EVERY_MS = 100;
/** What `/proc` counts processor time in. */
const TICKS_PER_SECOND = 100;
const MIB = 2 ** 20;

/** What one step of a reconstruction took. */
interface StepCost {
  cpuSeconds: number;
  wallSeconds: number;
  /** Of the largest process of COLMAP; 0 where the step runs in the server. */
  peakBytes: number;
}

interface ColmapProcess {
  cpuSeconds: number;
  peakBytes: number;
}

/** Processor time and memory of each step, for sets of the sample scene that double in size. */
export async function growth(): Promise<void> {
  const columns = new Map<number, Map<string, StepCost>>();
  for (const photos of SIZES) {
    columns.set(photos, await reconstruct(photos));
    print(columns);
  }
}

async function reconstruct(photos: number): Promise<Map<string, StepCost>> {
  const folder = await makeFolder();
  try {
    await samplePhotos(folder.path, photos);
    const dataFolder = join(folder.path, 'data');
    await mkdir(dataFolder, { mode: 0o711 });
    const server = await startBenchServer(dataFolder);
    const client = clientOf(server);
    const { id } = await client.createProject('growth');
    const found = await findPhotos(join(folder.path, 'scene', 'photos'));
    await uploadPhotos({ client, projectId: id, photos: found.photos });
    await client.startReconstruction(id, { quality: 'preview' });
    const costs = await watch(dataFolder, async () => (await client.listTasks(id))[0]);
    const [task] = await client.listTasks(id);
    await server.stop();
    if (task?.state !== 'Done') throw new Error(`${photos} photos: ${task?.state}: ${task?.error}`);
    for (const { name, seconds } of task.steps) {
      const cost = costs.get(name);
      if (cost) cost.wallSeconds = seconds;
    }
    console.log(`${photos} photos: ${task.result?.registered} registered, ${task.result?.points} points`);
    return costs;
  } finally {
    await folder.remove();
  }
}

/** Adds up what COLMAP and this process take while a step runs, until the task has ended. */
async function watch(
  dataFolder: string,
  look: () => Promise<{ state: string; stepName: string | null } | undefined>,
): Promise<Map<string, StepCost>> {
  const costs = new Map<string, StepCost>();
  const seen = new Map<number, number>();
  let own = process.cpuUsage();
  for (;;) {
    const task = await look();
    if (task && task.state !== 'Pending' && task.state !== 'Processing') return costs;
    const step = task?.stepName ?? 'Wait';
    const cost = costs.get(step) ?? { cpuSeconds: 0, wallSeconds: 0, peakBytes: 0 };
    costs.set(step, cost);
    for (const [pid, { cpuSeconds, peakBytes }] of await findColmap(dataFolder)) {
      cost.cpuSeconds += cpuSeconds - (seen.get(pid) ?? 0);
      cost.peakBytes = Math.max(cost.peakBytes, peakBytes);
      seen.set(pid, cpuSeconds);
    }
    const { user, system } = process.cpuUsage(own);
    own = process.cpuUsage();
    cost.cpuSeconds += (user + system) / 1e6;
    await wait(LOOK_EVERY_MS);
  }
}

/** The processes that work in the data folder's job folders, by their ids. */
async function findColmap(dataFolder: string): Promise<Map<number, ColmapProcess>> {
  const found = new Map<number, ColmapProcess>();
  const work = join(dataFolder, 'work');
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (!folder.startsWith(work)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    const peakBytes = Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
    if (cpuSeconds >= 0) found.set(Number(pid), { cpuSeconds, peakBytes });
  }
  return found;
}

function print(columns: Map<number, Map<string, StepCost>>): void {
  const steps = [...new Set([...columns.values()].flatMap((costs) => [...costs.keys()]))];
  console.log(`| step | ${[...columns.keys()].map((photos) => `${photos} photos`).join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(columns.size)}`);
  for (const step of steps) {
    const cells = [...columns.values()].map((costs) => describe(costs.get(step)));
    console.log(`| ${step} | ${cells.join(' | ')} |`);
  }
  const totals = [...columns].map(([photos, costs]) => {
    const seconds = [...costs.values()].reduce((sum, cost) => sum + cost.cpuSeconds, 0);
    return `${seconds.toFixed(0)} s (${(seconds / photos).toFixed(1)} a photo)`;
  });
  console.log(`| **all** | ${totals.join(' | ')} |`);
}

function describe(cost: StepCost | undefined): string {
  if (!cost) return '';
  const memory = cost.peakBytes > 0 ? `, ${(cost.peakBytes / MIB).toFixed(0)} MiB` : '';
  return `${cost.cpuSeconds.toFixed(1)} s${memory}`;
}
