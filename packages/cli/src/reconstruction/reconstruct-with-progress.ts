import {
  type Api,
  type ReconstructionOptions,
  type StartAnswer,
  type StartPolicy,
  type TaskProgress,
  waitForStart,
  waitForTask,
} from '@tiepoint/client';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';
import { describeResult } from './describe-result.ts';
import { stepLines } from './step-lines.ts';

/** What to reconstruct and when to start: without a `policy`, at once. */
export interface ReconstructionRequest {
  options: ReconstructionOptions;
  policy?: StartPolicy;
}

const NAMED_PHOTOS = 5;

interface ProjectRequest extends ReconstructionRequest {
  projectId: string;
}

/**
 * Starts a reconstruction, or joins the one that is running, and follows it to its end with a progress bar per step.
 * Rejects with a CommandError when it is refused or has failed.
 */
export async function reconstructWithProgress(
  shell: Shell,
  client: Api,
  request: ProjectRequest,
): Promise<TaskProgress> {
  const { view, signal } = shell;
  const { projectId } = request;
  const started = await begin(shell, client, request);
  sayMissing(view, started);
  const onProgress = stepLines(view);
  const task = await waitForTask({ client, projectId, taskId: started.id, onProgress, signal });
  view.close();
  if (task.state === 'Stopped') {
    throw new CommandError('The reconstruction was stopped. Start it again to resume it.');
  }
  if (task.state !== 'Done') {
    throw new CommandError(`The reconstruction failed: ${task.error ?? 'the server gave no reason.'}`);
  }
  for (const line of describeResult(task)) view.say(line);
  return task;
}

/** Photos that other programs have registered and never sent. */
function sayMissing(view: Shell['view'], { missingPhotos }: TaskProgress): void {
  if (!missingPhotos) return;
  const { count, photos } = missingPhotos;
  const what = count === 1 ? '1 photo was' : `${count} photos were`;
  const named = photos.slice(0, NAMED_PHOTOS).map(({ name }) => name);
  const others = count > named.length ? ` and ${count - named.length} more` : '';
  view.say(`${what} registered but never sent, and left out: ${named.join(', ')}${others}.`);
}

async function begin(
  shell: Shell,
  client: Api,
  { projectId, options, policy }: ProjectRequest,
): Promise<TaskProgress> {
  const { view, signal } = shell;
  if (policy) return beginLater(shell, client, { projectId, options, policy });
  const { error, task } = await client.startReconstruction(projectId, options, signal);
  if (!task) throw refused(error);
  if (error) view.say('A reconstruction of this project is already running; following it.');
  return task;
}

/** The start is pending on the server: interrupting this program does not cancel it. */
async function beginLater(
  { view, signal }: Shell,
  client: Api,
  { projectId, ...request }: Required<ProjectRequest>,
): Promise<TaskProgress> {
  const before = await client.listTasks(projectId, signal);
  const { error, task } = await client.preStartReconstruction(projectId, request, signal);
  if (error && !task) throw refused(error);
  if (error) view.say('A reconstruction of this project is already running; following it.');
  else if (!task)
    view.say(
      `The start is pending on the server, also without this program. To cancel it: tiepoint stop ${projectId}`,
    );
  const earlier = new Set(before.map(({ id }) => id));
  const begun = task ?? (await waitForStart({ client, projectId, earlier, signal }));
  if (!begun) throw new CommandError('Nothing was reconstructed: the pending start was cancelled.');
  if (begun.startReason) view.say(begun.startReason);
  return begun;
}

function refused(error: StartAnswer['error']): CommandError {
  return new CommandError(`Nothing was reconstructed: ${error?.message ?? 'the server gave no reason.'}`);
}
