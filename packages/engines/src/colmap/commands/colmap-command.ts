import type { ProgramCommand } from '../../local/programs/program-command.ts';
import type { LocalJob } from '../../local/workspaces/local-job.ts';
import type { ColmapWorkspace } from './colmap-workspace.ts';

/** Arguments of one run of COLMAP, in the words of version 3.8, and what it wants to find. */
export type ColmapCommand = Pick<ProgramCommand, 'args' | 'inputs' | 'folders'>;

/** What the commands are made of. */
export interface CommandContext {
  job: LocalJob;
  workspace: ColmapWorkspace;
  /** Threads that COLMAP may use. */
  threads: number;
  /** Whether COLMAP finds and matches features on a GPU. */
  useGpu: boolean;
}

/** Puts a command of COLMAP together. */
export function colmapCommand(
  name: string,
  options: Record<string, string | number>,
  needs: Partial<Pick<ColmapCommand, 'inputs' | 'folders'>> = {},
): ColmapCommand {
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, `${value}`]);
  return { args: [name, ...args], inputs: needs.inputs ?? [], folders: needs.folders ?? [] };
}

/** The same command without a GPU; undefined where it asks for none. */
export function withoutGpu(command: ColmapCommand): ColmapCommand | undefined {
  const args = command.args.map((arg, at) => (command.args[at - 1]?.endsWith('.use_gpu') ? '0' : arg));
  return args.join() === command.args.join() ? undefined : { ...command, args };
}
