import { conversionJob } from './conversion/convert-model.ts';
import { recordLife } from './database/server-life.ts';
import { metaFileJob } from './ingest/check-meta-file.ts';
import { ingestJob } from './ingest/pipeline.ts';
import { type Running, startLoop } from './loop/start-loop.ts';
import type { Parts } from './parts.ts';
import type { Job } from './queue/queue.ts';
import { localReconstructionJob, remoteReconstructionJob } from './reconstruction/running/jobs.ts';
import { startEngineUpkeep } from './reconstruction/running/start-engine-upkeep.ts';
import { sweepTasks } from './reconstruction/running/sweep-tasks.ts';
import { startWaiting } from './reconstruction/starting/start-waiting.ts';
import { remakeJob } from './scrubbing/remake-views.ts';
import { startScrubbing } from './scrubbing/start-scrubbing.ts';
import { removalJob } from './storage/removal-job.ts';
import { imageFetchJob } from './uploads/images/fetch-image.ts';
import { sweepImages } from './uploads/images/sweep-images.ts';
import { metaFileFetchJob } from './uploads/meta-files/fetch-meta-file.ts';
import { sweepMetaFiles } from './uploads/meta-files/sweep-meta-files.ts';
import { modelFileFetchJob } from './uploads/models/fetch-model-file.ts';
import { sweepImports } from './uploads/models/sweep-imports.ts';
import { startBucketSweep } from './uploads/start-bucket-sweep.ts';
import { startDeliveries } from './webhooks/start-deliveries.ts';
import { startLogUpkeep } from './webhooks/start-log-upkeep.ts';

/** Every kind of job that the queue holds. */
export const jobs: readonly Job<Parts, never>[] = [
  imageFetchJob,
  metaFileFetchJob,
  modelFileFetchJob,
  ingestJob,
  metaFileJob,
  conversionJob,
  localReconstructionJob,
  remoteReconstructionJob,
  removalJob,
  remakeJob,
];

/** What looks for what the queue was never told, and ends what will not come any more; one after the other. */
const sweeps: readonly ((parts: Parts, signal: AbortSignal) => Promise<void>)[] = [
  sweepImages,
  sweepMetaFiles,
  sweepImports,
  sweepTasks,
];
const SWEEP_MS = 15_000;

/** What is done again and again beside the queue. */
const loops: readonly ((parts: Parts) => Running)[] = [
  startSweeping,
  startBucketSweep,
  startWaiting,
  startLogUpkeep,
  startEngineUpkeep,
  startDeliveries,
  startScrubbing,
];

/** Takes jobs from the queue, and begins to look around. */
export async function startWork(parts: Parts, closers: (() => Promise<void>)[]): Promise<void> {
  const { queue } = parts;
  // Jobs end before everything that they use.
  closers.push(queue.stop);
  for (const job of jobs) {
    const { concurrency, concurrencyPerOwner, run } = job;
    const places = { all: countFor(parts, concurrency), perOwner: countFor(parts, concurrencyPerOwner) };
    await queue.work(job, places, (data, attempt) => run(parts, data, attempt));
  }
  for (const start of loops) closers.push(start(parts).stop);
}

function countFor<Count extends number | undefined>(
  parts: Parts,
  count: Count | ((parts: Parts) => number),
): Count | number {
  return typeof count === 'function' ? count(parts) : count;
}

function startSweeping(parts: Parts): Running {
  const loop = { name: 'the sweep', restMs: SWEEP_MS, logger: parts.logger };
  return startLoop(loop, async (signal) => {
    await recordLife(parts.database);
    for (const sweep of sweeps) await sweep(parts, signal);
  });
}
