import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { WireLog } from './wire-log.ts';

/** For tests: the reconstructions of a project, controlled by the test. */
export interface WireTasks {
  /** Newest first. */
  list(): readonly TaskProgress[];
  waiting(): boolean;
  /** Makes a start pending, or cancels it. */
  setWaiting(waiting: boolean): void;
  start(): TaskProgress;
  /** Changes the newest task, and emits the event for it. */
  move(change: Partial<TaskProgress>): void;
  /** Runs the newest task to its end, a few milliseconds per step. */
  runThrough(): void;
}

const STEP_MS = 5;
const FRESH: TaskProgress = {
  id: '',
  state: 'Pending',
  quality: 'preview',
  queueing: 0,
  step: 0,
  totalSteps: 2,
  stepName: null,
  percent: 0,
  error: null,
  startReason: null,
  missingPhotos: null,
  result: null,
  steps: [],
};

/** Creates a project without reconstructions. */
export function createWireTasks(projectId: string, log: WireLog): WireTasks {
  const tasks: TaskProgress[] = [];
  let waiting = false;

  const setWaiting = (next: boolean) => {
    waiting = next;
    log.append({ kind: 'PreStarted', subjectId: projectId });
  };
  const start = () => {
    waiting = false;
    const task = { ...FRESH, id: `task-${tasks.length}` };
    tasks.unshift(task);
    log.append({ kind: 'TaskQueued', subjectId: task.id, taskId: task.id });
    return task;
  };
  const move = (change: Partial<TaskProgress>) => {
    const before = tasks[0] ?? start();
    const task = { ...before, ...change };
    tasks[0] = task;
    const { id, state, step, totalSteps, stepName, percent } = task;
    const subject = { subjectId: id, taskId: id };
    if (state !== before.state) log.append({ kind: 'TaskMoved', ...subject, taskState: state });
    else if (step !== before.step || percent !== before.percent) {
      log.append({ kind: 'TaskProgress', ...subject, step, totalSteps, stepName, percent });
    }
  };

  return {
    list: () => tasks,
    waiting: () => waiting,
    setWaiting,
    start,
    move,
    runThrough() {
      const steps = [{ name: 'Feature extraction', seconds: 1 }];
      const moves: Array<Partial<TaskProgress>> = [
        { state: 'Processing' },
        { step: 1, stepName: 'Feature extraction', percent: 0 },
        { percent: 50 },
        { step: 2, stepName: 'Meshing', percent: 0, steps },
        { state: 'Done', steps: [...steps, { name: 'Meshing', seconds: 2 }] },
      ];
      moves.forEach((change, index) => {
        setTimeout(move, STEP_MS * (index + 1), change);
      });
    },
  };
}
