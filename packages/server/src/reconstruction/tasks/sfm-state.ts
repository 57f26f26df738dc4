import type { Task } from './task.ts';
import type { TaskState } from './task-state.ts';

/** What the engines that make a sparse model themselves call that step. */
const STEP = 'Structure from motion';

/** How far structure from motion has come in a task; undefined where its engine has no step of this name. */
export function sfmStateOf(
  task: Pick<Task, 'state' | 'steps' | 'stepName' | 'expectedSteps'>,
): TaskState | undefined {
  if (task.steps.some(({ name }) => name === STEP)) return 'Done';
  if (task.stepName === STEP) return task.state;
  const comes = task.expectedSteps?.some(({ name }) => name === STEP) ?? false;
  return comes && task.state !== 'Done' ? beforeStep(task.state) : undefined;
}

/** A task that runs has not come so far yet; one that has ended never will. */
function beforeStep(state: TaskState): TaskState {
  return state === 'Processing' ? 'Pending' : state;
}
