import { join } from 'node:path';
import {
  type OpenEngines,
  type OpenEnginesNeeds,
  openInstalledEngines,
  UnknownEngine,
} from '@tiepoint/engines';
import type { Config } from '../../config/config.ts';
import { StartupError } from '../../errors/startup-error.ts';

type EngineConfig = Pick<
  Config,
  'dataFolder' | 'engine' | 'colmap' | 'openmvs' | 'proj' | 'nodeOdm' | 'tilesetFaces'
>;

/** Makes the engines of this server. Throws a StartupError where the operator's default is not among them. */
export async function openEngines(config: EngineConfig, needs: OpenEnginesNeeds): Promise<OpenEngines> {
  try {
    return await openInstalledEngines({ ...config, workFolder: join(config.dataFolder, 'work') }, needs);
  } catch (cause) {
    if (!(cause instanceof UnknownEngine)) throw cause;
    const { engine, known } = cause;
    const hint =
      engine === 'nodeodm' ? ' For NodeODM, set the addresses of its nodes in TIEPOINT_NODEODM.' : '';
    const message = `TIEPOINT_ENGINE is ${engine}, which is not available: choose ${known.join(' or ')}.${hint}`;
    throw new StartupError(message, { cause });
  }
}
