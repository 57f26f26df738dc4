import { rm } from 'node:fs/promises';
import { convertFiles } from '@tiepoint/texture';
import { type Engine, type EngineDescription, type EngineEvent, WorkLost } from '../engine.ts';
import { EventQueue } from '../event-queue.ts';
import { ReconstructionFailure } from '../failure.ts';
import type { Logger } from '../logger.ts';
import type { ConvertModel, Drive, ResultLimits } from './drive.ts';
import { driveWork } from './drive-work.ts';
import { judgeNodeOdmOptions } from './map-options.ts';
import type { NodeAddress } from './nodeodm-addresses.ts';
import { readJob } from './nodeodm-job.ts';
import { NodeOdmNode, type NodeTimes } from './nodeodm-node.ts';
import { DEFAULT_PATIENCE, type Patience } from './patience.ts';
import { submitWork } from './submit-work.ts';
import { ENGINE_NAME, handleOf, type Work, workOf } from './work.ts';
import { KeptState } from './work-state.ts';

/** What a NodeODM engine needs. */
export interface NodeOdmEngineOptions {
  /** Each job gets a folder in here, named after its work. */
  workFolder: string;
  /** Nodes and clusters to choose from. */
  nodes: readonly NodeAddress[];
  /** Default: the converter of models made elsewhere. */
  convertModel?: ConvertModel;
  logger?: Logger;
  patience?: Partial<Patience & NodeTimes>;
  limits?: Partial<ResultLimits>;
  /** The clock, in milliseconds. */
  now?: () => number;
}

/** What one engine remembers of its jobs, by their folders. */
interface Jobs {
  watched: Set<string>;
  /** Why a job was not even kept; told by `watch`, like every other failure. */
  refused: Map<string, ReconstructionFailure>;
}

/** Everything about an engine but its jobs. */
type Equipment = Omit<Drive, 'work' | 'job' | 'state' | 'emit' | 'signal'>;

const DEFAULT_LIMITS: ResultLimits = { maxArchiveBytes: 64 * 1024 ** 3 };
/** For what people wait for while they look at a page. */
const DESCRIBE_MILLISECONDS = 3000;

/** Makes models on NodeODM nodes, which this server sends the photos to. */
export function createNodeOdmEngine(options: NodeOdmEngineOptions): Engine {
  const patience = { ...DEFAULT_PATIENCE, ...options.patience };
  const equipment: Equipment = {
    nodes: options.nodes.map((address) => new NodeOdmNode(address, patience)),
    convertModel: options.convertModel ?? convertFiles,
    patience,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    logger: options.logger,
    now: options.now ?? Date.now,
  };
  const jobs: Jobs = { watched: new Set(), refused: new Map() };
  return {
    name: ENGINE_NAME,
    place: 'remote',
    describe: () => describeNodes(equipment.nodes),
    judgeOptions: judgeNodeOdmOptions,
    async submit(job, signal) {
      const handle = handleOf(job.workKey);
      const work = workOf(options.workFolder, handle);
      jobs.refused.delete(work.folder);
      try {
        await submitWork(work, job, signal);
      } catch (error) {
        if (!(error instanceof ReconstructionFailure)) throw error;
        jobs.refused.set(work.folder, error);
      }
      return handle;
    },
    watch: (handle, signal) => watchWork(equipment, workOf(options.workFolder, handle), jobs, signal),
    async discard(handle) {
      const work = workOf(options.workFolder, handle);
      jobs.refused.delete(work.folder);
      await removeTask(equipment, work);
      await rm(work.folder, { recursive: true, force: true });
    },
    // Nodes keep nothing that a later job could use.
    async forget() {},
  };
}

async function describeNodes(nodes: readonly NodeOdmNode[]): Promise<EngineDescription> {
  const description = { name: ENGINE_NAME, title: 'NodeODM', version: null, abilities: [] };
  if (nodes.length === 0) {
    const problem = 'No NodeODM node is known here: the operator names nodes in TIEPOINT_NODEODM.';
    return { ...description, problem };
  }
  const signal = AbortSignal.timeout(DESCRIBE_MILLISECONDS);
  const answers = await Promise.allSettled(nodes.map((node) => node.info(signal)));
  const infos = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [first] = infos;
  if (!first) {
    const names = nodes.map(({ name }) => name).join(', ');
    const problem = `No NodeODM node answers (${names}): see that they run, and that their tokens are right.`;
    return { ...description, problem };
  }
  const engine = [first.engine?.toUpperCase(), first.engineVersion].filter(Boolean).join(' ');
  const limits = infos.map(({ maxImages }) => maxImages ?? Number.POSITIVE_INFINITY);
  const most = Math.max(...limits);
  return {
    ...description,
    version: engine === '' ? `API ${first.version}` : engine,
    abilities: [
      'Dense point cloud, textured model, orthophoto and height model, on other machines.',
      `${infos.length} of ${nodes.length} nodes answer.`,
      ...(Number.isFinite(most) ? [`Up to ${most} photos.`] : []),
    ],
    problem: null,
  };
}

async function* watchWork(
  equipment: Equipment,
  work: Work,
  jobs: Jobs,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const refusal = jobs.refused.get(work.folder);
  if (refusal) return yield { type: 'failed', code: refusal.code, reason: refusal.message };
  if (jobs.watched.has(work.folder)) throw new Error(`the job in ${work.folder} is being watched already`);
  jobs.watched.add(work.folder);
  const abandoned = new AbortController();
  const queue = new EventQueue();
  let driving: Promise<void> = Promise.resolve();
  try {
    const job = await readJob(work);
    if (!job) throw new WorkLost('The job’s files are not on this machine.');
    const drive: Drive = {
      ...equipment,
      work,
      job,
      state: await KeptState.open(work),
      emit: (event) => queue.push(event),
      signal: AbortSignal.any([signal, abandoned.signal]),
    };
    driving = driveWork(drive).finally(() => queue.end());
    driving.catch(() => {}); // told below, once the events before it are read
    yield* queue.events();
    await driving;
  } finally {
    abandoned.abort(new Error('nobody watches the job any more'));
    await driving.catch(() => {});
    jobs.watched.delete(work.folder);
  }
}

/** Removes the task from whichever node has it; one that does not answer now removes it by itself after some days. */
async function removeTask({ nodes, patience, logger }: Equipment, { uuid }: Work): Promise<void> {
  const signal = AbortSignal.timeout(patience.farewellMilliseconds);
  const answers = await Promise.allSettled(nodes.map((node) => node.remove(uuid, signal)));
  for (const answer of answers) {
    if (answer.status === 'rejected') logger?.debug({ err: answer.reason, task: uuid }, 'task not removed');
  }
}
