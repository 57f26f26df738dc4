import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInspector, type Inspector } from '@tiepoint/inspection';
import type { Config } from './config/config.ts';
import { conversionJob } from './conversion/conversion-job.ts';
import { type ConversionNeeds, convertModel } from './conversion/convert-model.ts';
import type { GraphqlNeeds } from './graphql/needs.ts';
import { checkMetaFile } from './ingest/check-meta-file.ts';
import { ingestJob } from './ingest/jobs.ts';
import { metaFileJob } from './ingest/meta-file-job.ts';
import { takeStep } from './ingest/pipeline.ts';
import type { IngestNeeds } from './ingest/step.ts';
import type { Logger } from './observability/logger.ts';
import { type RunNeeds, runTask } from './reconstruction/running/run.ts';
import { startEngineUpkeep } from './reconstruction/running/start-engine-upkeep.ts';
import { startWaiting } from './reconstruction/starting/start-waiting.ts';
import { localReconstructionJob, remoteReconstructionJob } from './reconstruction/tasks/jobs.ts';
import { removalJob, removeObjects } from './storage/removal-job.ts';
import { type FetchImageNeeds, fetchImage } from './uploads/fetch-image.ts';
import { fetchMetaFile, metaFetchJob } from './uploads/fetch-meta-file.ts';
import { type FetchModelNeeds, fetchModelFile } from './uploads/fetch-model-file.ts';
import { fetchJob } from './uploads/image-fetch.ts';
import { modelFetchJob } from './uploads/model-fetch-job.ts';
import { startSweeping } from './uploads/sweep-uploads.ts';
import { startDeliveries } from './webhooks/start-deliveries.ts';
import { startLogUpkeep } from './webhooks/start-log-upkeep.ts';

/** Every kind of job that the queue holds. */
export const JOB_KINDS = [
  conversionJob,
  fetchJob,
  ingestJob,
  metaFetchJob,
  modelFetchJob,
  metaFileJob,
  localReconstructionJob,
  remoteReconstructionJob,
  removalJob,
];
/** One model at a time: the engine uses every core by itself. */
const LOCAL_RECONSTRUCTIONS_AT_ONCE = 1;
/** What is worked on elsewhere costs little here; more would be photos on their way all at once. */
const REMOTE_RECONSTRUCTIONS_AT_ONCE = 4;
/** A fetch waits for the network most of its time. */
const FETCHES_AT_ONCE = 6;
const MODEL_FETCHES_AT_ONCE = 2;
/** A decoder that works while another one waits for its next photo. */
const SPARE_DECODERS = 1;
/** A small model does not wait for a large one. */
const CONVERSIONS_AT_ONCE = 2;

/** Takes jobs from the queue, and sweeps for what the queue was never told. */
export async function startWork(
  config: Config,
  parts: GraphqlNeeds & { logger: Logger },
  closers: (() => Promise<void>)[],
): Promise<void> {
  const { queue } = parts;
  const needs: IngestNeeds & RunNeeds & FetchImageNeeds & FetchModelNeeds & ConversionNeeds & GraphqlNeeds = {
    ...parts,
    limits: config.photoLimits,
    inspector: openInspector(config, parts.logger, closers),
    maxModelBytes: config.maxModelBytes,
    conversionFolder: join(config.dataFolder, 'work', 'conversions'),
  };
  // Jobs end before everything that they use.
  closers.push(queue.stop);
  await queue.work(fetchJob, FETCHES_AT_ONCE, (job, attempt) => fetchImage(needs, job, attempt));
  await queue.work(ingestJob, config.ingestConcurrency, (job, attempt) => takeStep(needs, job, attempt));
  await queue.work(localReconstructionJob, LOCAL_RECONSTRUCTIONS_AT_ONCE, (job, attempt) =>
    runTask(needs, job, attempt),
  );
  await queue.work(remoteReconstructionJob, REMOTE_RECONSTRUCTIONS_AT_ONCE, (job, attempt) =>
    runTask(needs, job, attempt),
  );
  await queue.work(metaFetchJob, FETCHES_AT_ONCE, (job, attempt) => fetchMetaFile(needs, job, attempt));
  await queue.work(modelFetchJob, MODEL_FETCHES_AT_ONCE, (job, attempt) =>
    fetchModelFile(needs, job, attempt),
  );
  await queue.work(conversionJob, CONVERSIONS_AT_ONCE, (job, attempt) => convertModel(needs, job, attempt));
  await queue.work(metaFileJob, 1, (job, attempt) => checkMetaFile(needs, job, attempt));
  await queue.work(removalJob, 1, (job) => removeObjects(needs.storage, job));
  closers.push(startSweeping(needs).stop);
  closers.push(startWaiting(needs).stop);
  closers.push(startLogUpkeep(needs, config.eventDays).stop);
  closers.push(startEngineUpkeep(needs).stop);
  const soleWorker = config.database.kind === 'embedded';
  closers.push(startDeliveries({ ...needs, soleWorker }).stop);
}

function openInspector(config: Config, logger: Logger, closers: (() => Promise<void>)[]): Inspector {
  const inspector = createInspector({
    processes: Math.min(config.ingestConcurrency, availableParallelism() + SPARE_DECODERS),
    limits: config.photoLimits,
    onDeath: (photo, death) => logger.warn({ photo, death }, 'decoder lost'),
  });
  closers.push(inspector.close);
  return inspector;
}
