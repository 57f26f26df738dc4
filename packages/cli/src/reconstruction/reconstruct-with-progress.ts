import { type Api, type Quality, type TaskProgress, waitForTask } from '@tiepoint/client';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';
import { describeResult } from './describe-result.ts';
import { stepLines } from './step-lines.ts';

/**
 * Starts a reconstruction, or takes up the one that runs, and follows it to its end under a bar per step.
 * Rejects with a sentence when it is refused or has failed.
 */
export async function reconstructWithProgress(
  shell: Shell,
  client: Api,
  projectId: string,
  quality: Quality,
): Promise<TaskProgress> {
  const { view, signal } = shell;
  const { error, task: started } = await client.startReconstruction(projectId, quality, signal);
  if (!started || (error && error.name !== 'AlreadyRunning')) {
    throw new CommandError(`Nothing was reconstructed: ${error?.message ?? 'the server did not say why.'}`);
  }
  if (error) view.say('A reconstruction of this project is under way; following it.');
  const onProgress = stepLines(view);
  const task = await waitForTask({ client, projectId, taskId: started.id, onProgress, signal });
  view.close();
  if (task.state === 'Stopped') {
    throw new CommandError('The reconstruction was stopped. Started again, it goes on from there.');
  }
  if (task.state !== 'Done') {
    throw new CommandError(`The reconstruction has failed: ${task.error ?? 'the server did not say why.'}`);
  }
  for (const line of describeResult(task)) view.say(line);
  return task;
}
