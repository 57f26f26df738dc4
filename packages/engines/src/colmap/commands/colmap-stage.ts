import { type CoordinateSystems, openCoordinateSystems } from '../../coordinates/coordinate-systems.ts';
import type { RunOptions, Stage, StageContext } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { InstalledColmap } from '../installation/find-colmap.ts';
import { type ColmapCommand, type CommandContext, withoutGpu } from './colmap-command.ts';
import type { ColmapWorkspace } from './colmap-workspace.ts';
import { translateCommand } from './translate-command.ts';

/** What a stage of COLMAP can use. */
export interface ColmapContext extends StageContext, CommandContext {
  workspace: ColmapWorkspace;
  /** Runs COLMAP with the option names of the installed version, and returns its exit code. */
  colmap(command: ColmapCommand, options?: RunOptions): Promise<number>;
  /** Prepares the database with features of earlier jobs; returns the number of photos that have some. */
  prepareFeatures(): Promise<number>;
  coordinateSystems: CoordinateSystems;
}

/** A stage of COLMAP, or of an engine that begins with COLMAP. */
export type ColmapStage = Stage<ColmapContext>;

/** What stages of COLMAP need beyond `StageContext`. */
export interface ColmapEquipment {
  installed: InstalledColmap;
  workspace: ColmapWorkspace;
  prepareFeatures: () => Promise<number>;
  /** Default: those of PROJ in the search path. */
  coordinateSystems?: CoordinateSystems;
}

/** Adds COLMAP to the context of a stage. Commands that fail on the GPU run again on the CPU. */
export function equipWithColmap(
  context: StageContext,
  { installed, workspace, prepareFeatures, coordinateSystems = openCoordinateSystems() }: ColmapEquipment,
): ColmapContext {
  const { run, note } = context;
  return {
    ...context,
    workspace,
    useGpu: installed.gpu,
    prepareFeatures,
    coordinateSystems,
    async colmap(command, options) {
      try {
        return await run(translateCommand(command, installed), options);
      } catch (error) {
        const slower = withoutGpu(command);
        if (!slower || !(error instanceof ReconstructionFailure) || error.code !== 'EngineFailed')
          throw error;
        note(`${error.message} Retrying without the GPU.`);
        return run(translateCommand(slower, installed), options);
      }
    },
  };
}
