import type { ReconstructionOptions } from '@tiepoint/client';
import {
  completeOptions,
  type Engine,
  type EngineSettings,
  judgeOptions,
  type OptionProblem,
  openInstalledEngines,
  type TaskOptions,
  UnknownEngine,
} from '@tiepoint/engines';
import { CommandError } from '../command-error.ts';

/** An engine that can fulfil a request. */
export interface ChosenEngine {
  engines: ReadonlyMap<string, Engine>;
  options: TaskOptions;
}

/** Finds the requested engine, or the default one. Rejects with a CommandError when it can't fulfil the request. */
export async function chooseEngine(
  settings: EngineSettings,
  asked: ReconstructionOptions,
): Promise<ChosenEngine> {
  const engines = await openEngines({ ...settings, engine: asked.engine || settings.engine });
  const options = completeOptions({ defaultEngine: settings.engine }, asked);
  // Before the options are checked: which ones it supports depends on the installed program.
  const problem = (await engines.get(options.engine)?.describe())?.problem;
  if (problem) throw new CommandError(problem);
  const wrong = await judgeOptions(engines, options);
  if (wrong) throw new CommandError(describeProblem(wrong));
  return { engines, options };
}

/** A problem with an option, under its name on the command line. */
export function describeProblem({ option, message }: OptionProblem): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${message}`;
}

async function openEngines(settings: EngineSettings): Promise<ReadonlyMap<string, Engine>> {
  try {
    return (await openInstalledEngines(settings, { now: () => new Date() })).engines;
  } catch (cause) {
    if (!(cause instanceof UnknownEngine)) throw cause;
    const hint =
      cause.engine === 'nodeodm' ? ' NodeODM needs the addresses of its nodes in TIEPOINT_NODEODM.' : '';
    throw new CommandError(`--engine: ${cause.message}${hint}`, { cause });
  }
}
