import type { ProgramCommand } from '../../local/programs/program-command.ts';
import type { LocalJob } from '../../local/workspaces/local-job.ts';
import type { ColmapWorkspace } from './colmap-workspace.ts';

/** Arguments of one run of COLMAP, with the option names of version 3.8, and its input files and folders. */
export type ColmapCommand = Pick<ProgramCommand, 'args' | 'inputs' | 'folders'>;

/** What commands are derived from. */
export interface CommandContext {
  job: LocalJob;
  workspace: ColmapWorkspace;
  /** Threads that COLMAP may use. */
  threads: number;
  /** Whether COLMAP extracts and matches features on a GPU. */
  useGpu: boolean;
}

/** Creates a command of COLMAP. */
export function colmapCommand(
  name: string,
  options: Record<string, string | number>,
  needs: Partial<Pick<ColmapCommand, 'inputs' | 'folders'>> = {},
): ColmapCommand {
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, `${value}`]);
  return { args: [name, ...args], inputs: needs.inputs ?? [], folders: needs.folders ?? [] };
}

/** The same command without a GPU; undefined if it uses none. */
export function withoutGpu(command: ColmapCommand): ColmapCommand | undefined {
  const args = command.args.map((arg, at) => (command.args[at - 1]?.endsWith('.use_gpu') ? '0' : arg));
  return args.join() === command.args.join() ? undefined : { ...command, args };
}
