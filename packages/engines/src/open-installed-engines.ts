import { join } from 'node:path';
import { createColmapEngine } from './colmap/colmap-engine.ts';
import { openCoordinateSystems } from './coordinates/coordinate-systems.ts';
import type { NodeAddress } from './nodeodm/node/nodeodm-addresses.ts';
import { createNodeOdmEngine } from './nodeodm/nodeodm-engine.ts';
import { createOpenMvsEngine } from './openmvs/create-openmvs-engine.ts';
import { findOpenMvs } from './openmvs/find-openmvs.ts';
import type { Engine } from './port/engine.ts';
import type { Logger } from './port/logger.ts';
import { rememberDescription } from './port/remember-description.ts';

/** The engines, and the default one. */
export interface OpenEngines {
  engines: ReadonlyMap<string, Engine>;
  defaultEngine: string;
}

/** Options of `openInstalledEngines`. */
export interface EngineSettings {
  /** Each job gets a folder in here. */
  workFolder: string;
  /** Name of the default engine. */
  engine: string;
  /** COLMAP's path, or its name in the search path; default: `colmap`. */
  colmap?: string;
  /** Folder of OpenMVS's programs; default: the search path and the usual folders. */
  openmvs?: string;
  /** Folder of PROJ's programs; default: the search path. */
  proj?: string;
  /** Nodes to send photos to. */
  nodeOdm: readonly NodeAddress[];
  /** Models with more triangles also become tilesets; default: those too large for phones. */
  tilesetFaces?: number;
}

/** What opening engines needs. */
export interface OpenEnginesNeeds {
  logger?: Logger;
  now: () => Date;
}

/** The requested engine does not exist here. */
export class UnknownEngine extends Error {
  readonly engine: string;
  /** Names of the existing engines. */
  readonly known: readonly string[];

  constructor(engine: string, known: readonly string[]) {
    super(`There is no engine “${engine}” here: choose ${known.join(' or ')}.`);
    this.name = 'UnknownEngine';
    this.engine = engine;
    this.known = known;
  }
}

/**
 * Makes the engines of this machine: COLMAP always, whose absence is told with how to install it; OpenMVS where it is
 * found or asked for; NodeODM where nodes are named. Throws UnknownEngine where the default is not among them. What is
 * installed is told in the log, where there is one.
 */
export async function openInstalledEngines(
  settings: EngineSettings,
  { logger, now }: OpenEnginesNeeds,
): Promise<OpenEngines> {
  const { workFolder, colmap: executable, tilesetFaces } = settings;
  const nowMs = () => now().getTime();
  const coordinateSystems = openCoordinateSystems(settings.proj);
  const local = { workFolder, executable, tilesetFaces, coordinateSystems, logger, now: nowMs };
  const made = [createColmapEngine(local)];
  if (await wantsOpenMvs(settings)) {
    made.push(createOpenMvsEngine({ ...local, openMvsFolder: settings.openmvs }));
  }
  if (settings.nodeOdm.length > 0) {
    const remote = { workFolder: join(workFolder, 'nodeodm'), nodes: settings.nodeOdm };
    made.push(createNodeOdmEngine({ ...remote, logger, now: nowMs }));
  }
  const engines = new Map(made.map((engine) => [engine.name, rememberDescription(engine, nowMs)]));
  if (!engines.has(settings.engine)) throw new UnknownEngine(settings.engine, [...engines.keys()]);
  if (logger) for (const engine of engines.values()) void tellLog(engine, logger);
  return { engines, defaultEngine: settings.engine };
}

/** OpenMVS is offered if it is found, or if its folder is configured: then with its problem. */
async function wantsOpenMvs({ engine, openmvs }: EngineSettings): Promise<boolean> {
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
