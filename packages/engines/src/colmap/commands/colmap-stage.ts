import type { RunOptions, Stage, StageContext } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { InstalledColmap } from '../installation/find-colmap.ts';
import { type ColmapCommand, type CommandContext, withoutGpu } from './colmap-command.ts';
import type { ColmapWorkspace } from './colmap-workspace.ts';
import { translateCommand } from './translate-command.ts';

/** What a stage of COLMAP's way can use. */
export interface ColmapContext extends StageContext, CommandContext {
  workspace: ColmapWorkspace;
  /** Runs COLMAP, whose command is said in the words of the version that is installed, and returns its exit code. */
  colmap(command: ColmapCommand, options?: RunOptions): Promise<number>;
  /** Prepares the database with what is known of the job's photos; gives of how many something is known. */
  prepareFeatures(): Promise<number>;
}

/** A stage on COLMAP's way, or on one that begins with it. */
export type ColmapStage = Stage<ColmapContext>;

/** What stages of COLMAP use beyond what every stage does. */
export interface ColmapEquipment {
  installed: InstalledColmap;
  workspace: ColmapWorkspace;
  prepareFeatures: () => Promise<number>;
}

/** Adds COLMAP to what a stage can use. What a GPU or its driver refuses, the processor does. */
export function equipWithColmap(
  context: StageContext,
  { installed, workspace, prepareFeatures }: ColmapEquipment,
): ColmapContext {
  const { run, note } = context;
  return {
    ...context,
    workspace,
    useGpu: installed.gpu,
    prepareFeatures,
    async colmap(command, options) {
      try {
        return await run(translateCommand(command, installed), options);
      } catch (error) {
        const slower = withoutGpu(command);
        if (!slower || !(error instanceof ReconstructionFailure) || error.code !== 'EngineFailed')
          throw error;
        note(`${error.message} It is tried again without the GPU.`);
        return run(translateCommand(slower, installed), options);
      }
    },
  };
}
