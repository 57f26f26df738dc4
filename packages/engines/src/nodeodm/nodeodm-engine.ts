import { rm } from 'node:fs/promises';
import { convertFiles } from '@tiepoint/texture';
import { type Engine, type EngineDescription, WorkLost } from '../port/engine.ts';
import { JobWatches } from '../port/job-watches.ts';
import type { Logger } from '../port/logger.ts';
import { driveWork } from './drive-work.ts';
import { judgeNodeOdmOptions } from './node/map-options.ts';
import type { NodeAddress } from './node/nodeodm-addresses.ts';
import { NodeOdmNode, type NodeTimes } from './node/nodeodm-node.ts';
import { submitWork } from './submit-work.ts';
import type { ConvertModel, Drive, ResultLimits } from './work/drive.ts';
import { readJob } from './work/nodeodm-job.ts';
import { DEFAULT_PATIENCE, type Patience } from './work/patience.ts';
import { ENGINE_NAME, handleOf, type Work, workOf } from './work/work.ts';
import { KeptState } from './work/work-state.ts';

/** Options of a NodeODM engine. */
export interface NodeOdmEngineOptions {
  /** Each job gets a folder in here, named after its work. */
  workFolder: string;
  /** Nodes and clusters to choose from. */
  nodes: readonly NodeAddress[];
  /** Default: the converter of imported models. */
  convertModel?: ConvertModel;
  logger?: Logger;
  patience?: Partial<Patience & NodeTimes>;
  limits?: Partial<ResultLimits>;
  /** The clock, in milliseconds. */
  now?: () => number;
}

/** The methods of the engine that are not about single jobs. */
type Equipment = Omit<Drive, 'work' | 'job' | 'state' | 'emit' | 'signal'>;

const DEFAULT_LIMITS: ResultLimits = { maxArchiveBytes: 64 * 1024 ** 3 };
/** Time limit of requests that a page waits for. */
const DESCRIBE_MS = 3000;

/** An engine that uploads photos to NodeODM nodes, which reconstruct them. */
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
  const jobs = new JobWatches();
  return {
    name: ENGINE_NAME,
    place: 'remote',
    describe: () => describeNodes(equipment.nodes),
    judgeOptions: async (options) => judgeNodeOdmOptions(options),
    async submit(job, signal) {
      const handle = handleOf(job.workKey);
      const work = workOf(options.workFolder, handle);
      await jobs.submit(work.folder, () => submitWork(work, job, signal));
      return handle;
    },
    watch(handle, signal) {
      const work = workOf(options.workFolder, handle);
      return jobs.watch(work.folder, signal, async (emit, either) => {
        const job = await readJob(work);
        if (!job) throw new WorkLost('The files of the job are not on this machine.');
        await driveWork({ ...equipment, work, job, state: await KeptState.open(work), emit, signal: either });
      });
    },
    async discard(handle) {
      const work = workOf(options.workFolder, handle);
      jobs.forget(work.folder);
      await removeTask(equipment, work);
      await rm(work.folder, { recursive: true, force: true });
    },
    // Nodes keep nothing that later jobs could reuse.
    async forget() {},
  };
}

async function describeNodes(nodes: readonly NodeOdmNode[]): Promise<EngineDescription> {
  const description = { name: ENGINE_NAME, title: 'NodeODM', version: null, abilities: [] };
  if (nodes.length === 0) {
    const problem = 'No NodeODM node is configured: set TIEPOINT_NODEODM.';
    return { ...description, problem };
  }
  const signal = AbortSignal.timeout(DESCRIBE_MS);
  const answers = await Promise.allSettled(nodes.map((node) => node.info(signal)));
  const infos = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [first] = infos;
  if (!first) {
    const names = nodes.map(({ name }) => name).join(', ');
    const problem = `No NodeODM node answers (${names}): check that they run, and their tokens.`;
    return { ...description, problem };
  }
  const engine = [first.engine?.toUpperCase(), first.engineVersion].filter(Boolean).join(' ');
  const limits = infos.map(({ maxImages }) => maxImages ?? Number.POSITIVE_INFINITY);
  const most = Math.max(...limits);
  return {
    ...description,
    version: engine === '' ? `API ${first.version}` : engine,
    abilities: [
      'Dense point cloud, textured mesh, orthophoto and digital surface model (DSM), on other machines.',
      `${infos.length} of ${nodes.length} nodes respond.`,
      ...(Number.isFinite(most) ? [`Up to ${most} photos.`] : []),
    ],
    problem: null,
  };
}

/** Removes the task from its node; nodes that don't answer remove it by themselves after some days. */
async function removeTask({ nodes, patience, logger }: Equipment, { uuid }: Work): Promise<void> {
  const signal = AbortSignal.timeout(patience.cancelMs);
  const answers = await Promise.allSettled(nodes.map((node) => node.remove(uuid, signal)));
  for (const answer of answers) {
    if (answer.status === 'rejected') logger?.debug({ err: answer.reason, task: uuid }, 'task not removed');
  }
}
