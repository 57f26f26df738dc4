import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { uploadPhotos, waitForTask } from '@tiepoint/client';
import { findPhotos } from '@tiepoint/client/node';
import { cpuSecondsSoFar } from '../costs/cpu-seconds.ts';
import { benchPhotos } from '../server/bench-photos.ts';
import { clientOf, makeFolder, startBenchServer } from '../server/bench-server.ts';

/**
 * Wall time from the first byte of an upload to the textured dense model, by step, at quality `standard`. The argument
 * after the bench's name is a folder of photos; without one, those of the other benches are taken.
 */
export async function firstModel(): Promise<void> {
  const folder = await makeFolder();
  try {
    const photosFolder = process.argv[3] ?? dirname((await benchPhotos(folder.path)).paths[0] ?? '');
    const { photos } = await findPhotos(photosFolder);
    const dataFolder = join(folder.path, 'data');
    await mkdir(dataFolder, { mode: 0o711 });
    const server = await startBenchServer(dataFolder);
    const client = clientOf(server);
    const { id: projectId } = await client.createProject('first model');
    const cpuBefore = await cpuSecondsSoFar();
    const startedAt = performance.now();
    const elapsed = () => (performance.now() - startedAt) / 1000;
    await uploadPhotos({ client, projectId, photos });
    console.log(`| step (${photos.length} photos) | wall s |\n| --- | --- |`);
    console.log(describe({ name: 'Upload and check', seconds: elapsed() }));
    const { task, error } = await client.startReconstruction(projectId, { quality: 'standard' });
    if (!task) throw new Error(error?.message);
    let told = 0;
    const ended = await waitForTask({
      client,
      projectId,
      taskId: task.id,
      onProgress({ steps }) {
        for (; told < steps.length; told++) console.log(describe(steps[told]));
      },
    });
    const total = elapsed();
    // Its processes are counted once they have ended.
    await server.stop();
    const cpuSeconds = (await cpuSecondsSoFar()) - cpuBefore;
    console.log(`| **all** (18 drone photos: wanted under 600) | ${total.toFixed(0)} |\n`);
    console.log(`${ended.state}; ${cpuSeconds.toFixed(0)} s of the processor's time`);
    if (ended.result) console.log(JSON.stringify(ended.result));
  } finally {
    await folder.remove();
  }
}

function describe(step: { name: string; seconds: number } | undefined): string {
  return step ? `| ${step.name} | ${step.seconds.toFixed(1)} |` : '';
}
