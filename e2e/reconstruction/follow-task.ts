import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { TaskProgress } from '@tiepoint/client';
import type { Served } from '../program/serve.ts';

const LOOK_EVERY_MS = 50;

/** The reconstruction of a project that was started last; fails where there is none. */
export async function newestTask(
  { client }: Pick<Served, 'client'>,
  projectId: string,
): Promise<TaskProgress> {
  const [task] = await client.listTasks(projectId);
  return task ?? assert.fail('there is no task');
}

/** Waits until the project's newest reconstruction is as wanted. */
export function taskThat(
  server: Pick<Served, 'client'>,
  projectId: string,
  is: (task: TaskProgress) => boolean,
): Promise<TaskProgress> {
  return lookUntil(async () => {
    const task = await newestTask(server, projectId);
    return is(task) && task;
  });
}

/** Waits until the project's newest reconstruction works at a stage; fails where it ends before. */
export function taskInStage(
  server: Pick<Served, 'client'>,
  projectId: string,
  stage: string,
): Promise<TaskProgress> {
  return taskThat(server, projectId, (task) => {
    assert.ok(!hasEnded(task), `${stage} was not seen: ${task.state}, ${task.error}`);
    return task.stepName === stage && task.steps.length + 1 === task.step;
  });
}

/** Whether nothing more will happen to a task. */
export function hasEnded({ state }: TaskProgress): boolean {
  return state === 'Done' || state === 'Failed' || state === 'Stopped';
}

/** Looks again and again until there is something to see. */
export async function lookUntil<Found>(look: () => Promise<Found | false | undefined>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await wait(LOOK_EVERY_MS);
  }
}
