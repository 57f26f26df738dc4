import { type START_ERROR, START_ERROR_CODES } from '@tiepoint/protocol';
import type { Task } from '../tasks/task.ts';

/** Why nothing was started: a code, its number on the wire, and a sentence. */
export interface StartRefusal {
  code: number;
  name: START_ERROR;
  message: string;
  /** The option, or the condition of the start, that can't be fulfilled. */
  option: string | null;
}

/** What came of a request to start: a task, a refusal, or neither where the start waits. */
export interface StartOutcome {
  error: StartRefusal | null;
  /** The new task, or the one that runs already. */
  task: Task | null;
}

/** Makes a refusal out of its code and its sentence. */
export function refusal(name: START_ERROR, message: string, option: string | null = null): StartRefusal {
  return { code: START_ERROR_CODES[name], name, message, option };
}

/** Refuses what an option, or a condition of the start, asks for; the sentence begins with its name. */
export function refuseOption(option: string, message: string): StartRefusal {
  return refusal('InvalidOptions', `${option}: ${message}`, option);
}

/** The answer where the caller has no such project, also where somebody else has. */
export function refuseUnknownProject(): StartOutcome {
  return { error: refusal('ProjectNotFound', 'There is no such project.'), task: null };
}
