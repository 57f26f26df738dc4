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

/** An engine that can do what is asked of it. */
export interface ChosenEngine {
  engines: ReadonlyMap<string, Engine>;
  options: TaskOptions;
}

/** Finds the engine that is asked for, or the default one. Rejects with a sentence where it can't do what is asked. */
export async function chooseEngine(
  settings: EngineSettings,
  asked: ReconstructionOptions,
): Promise<ChosenEngine> {
  const engines = await openEngines({ ...settings, engine: asked.engine || settings.engine });
  const options = completeOptions({ defaultEngine: settings.engine }, asked);
  // Before its options: which of them it can fulfil is known once it was looked at.
  const problem = (await engines.get(options.engine)?.describe())?.problem;
  if (problem) throw new CommandError(problem);
  const wrong = judgeOptions(engines, options);
  if (wrong) throw new CommandError(describeProblem(wrong));
  return { engines, options };
}

/** What is wrong with an option, by the name that it has on the command line. */
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
