import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { Logger } from '../observability/logger.ts';
import { createColmapEngine } from './colmap/colmap-engine.ts';
import type { Engine } from './engine.ts';
import type { ConvertModel } from './nodeodm/drive.ts';
import { createNodeOdmEngine } from './nodeodm/nodeodm-engine.ts';
import { createOpenMvsEngine } from './openmvs/create-openmvs-engine.ts';
import { findOpenMvs } from './openmvs/find-openmvs.ts';
import { rememberDescription } from './remember-description.ts';

/** Which engines there are, and which one does what asks for none. */
export interface OpenEngines {
  engines: ReadonlyMap<string, Engine>;
  defaultEngine: string;
}

export interface OpenEnginesNeeds {
  logger: Logger;
  now: () => Date;
  /** Makes a GLB out of what comes back from elsewhere. */
  convertModel: ConvertModel;
}

/**
 * Makes the engines of this server: COLMAP always, whose absence is told with how to install it; OpenMVS where it is
 * found or asked for; NodeODM where nodes are named. Throws a StartupError where the operator's default is not among
 * them. What is installed is told in the log.
 */
export async function openEngines(
  config: Pick<Config, 'dataFolder' | 'engine' | 'colmap' | 'openmvs' | 'nodeOdm' | 'tilesetFaces'>,
  { logger, now, convertModel }: OpenEnginesNeeds,
): Promise<OpenEngines> {
  const workFolder = join(config.dataFolder, 'work');
  const milliseconds = () => now().getTime();
  const { colmap: executable, tilesetFaces } = config;
  const local = { workFolder, executable, tilesetFaces, logger, now: milliseconds };
  const made = [createColmapEngine(local)];
  if (await wantsOpenMvs(config)) made.push(createOpenMvsEngine({ ...local, openMvsFolder: config.openmvs }));
  if (config.nodeOdm.length > 0) {
    const remote = { workFolder: join(workFolder, 'nodeodm'), nodes: config.nodeOdm };
    made.push(createNodeOdmEngine({ ...remote, convertModel, logger, now: milliseconds }));
  }
  const engines = new Map(made.map((engine) => [engine.name, rememberDescription(engine, milliseconds)]));
  if (!engines.has(config.engine)) throw unknownEngine(config.engine, [...engines.keys()]);
  for (const engine of engines.values()) void tellLog(engine, logger);
  return { engines, defaultEngine: config.engine };
}

function unknownEngine(name: string, known: readonly string[]): StartupError {
  const hint = name === 'nodeodm' ? ' NodeODM needs the addresses of its nodes in TIEPOINT_NODEODM.' : '';
  return new StartupError(
    `TIEPOINT_ENGINE is ${name}, which this server does not have: take ${known.join(' or ')}.${hint}`,
  );
}

/** Whoever asks for it is told what is wrong with it; nobody else hears of it where it is not there. */
async function wantsOpenMvs({ engine, openmvs }: Pick<Config, 'engine' | 'openmvs'>): Promise<boolean> {
  if (openmvs !== undefined || engine === 'openmvs') return true;
  const found = await findOpenMvs();
  return found.installed !== undefined || !found.missing;
}

async function tellLog(engine: Engine, logger: Logger): Promise<void> {
  try {
    const { name, version, abilities, problem } = await engine.describe();
    logger.info({ engine: name, version, abilities, problem }, 'engine');
  } catch (error) {
    logger.error({ err: error, engine: engine.name }, 'engine not looked at');
  }
}
