import { type ColmapEngineOptions, type ColmapVariant, createColmapEngine } from '../colmap/colmap-engine.ts';
import { SPARSE_STAGES } from '../colmap/stages/stages.ts';
import type { Engine } from '../port/engine.ts';
import { ReconstructionFailure } from '../port/failure.ts';
import { findOpenMvs, type InstalledOpenMvs } from './find-openmvs.ts';
import { openMvsStages } from './openmvs-stages.ts';

export interface OpenMvsEngineOptions extends ColmapEngineOptions {
  /** Folder of OpenMVS's programs; default: the usual folders. */
  openMvsFolder?: string;
}

/**
 * An engine that runs COLMAP up to the undistorted photos, then OpenMVS. OpenMVS is under the AGPL: its
 * programs are run as they are, and nothing of it is linked.
 */
export function createOpenMvsEngine({ openMvsFolder, ...options }: OpenMvsEngineOptions): Engine {
  const variant: ColmapVariant = {
    name: 'openmvs',
    async describe(colmap) {
      const { installed, problem = null } = await findOpenMvs(openMvsFolder);
      const both = installed && colmap.installed;
      return {
        title: 'OpenMVS',
        version: both ? `${installed.version} with COLMAP ${colmap.installed.version}` : null,
        abilities: both ? abilitiesOf(installed) : [],
        problem: colmap.problem ?? problem,
      };
    },
    // A missing OpenMVS fails before COLMAP works for hours.
    async stagesFor() {
      const { installed, problem } = await findOpenMvs(openMvsFolder);
      if (!installed) throw new ReconstructionFailure('EngineMissing', problem);
      return [...SPARSE_STAGES, ...openMvsStages(installed)];
    },
  };
  // The engine of COLMAP alone sweeps the folder that they share.
  return { ...createColmapEngine(options, variant), sweep: async () => {} };
}

function abilitiesOf({ cuda }: InstalledOpenMvs): string[] {
  return ['Dense model, all qualities', ...(cuda ? ['Dense matching on CUDA if there is a GPU'] : [])];
}
