import type { ExpectedStep, Task } from './task.ts';

/** What tells how long a task will take. */
export type TaskCourse = Pick<
  Task,
  'state' | 'expectedSteps' | 'steps' | 'stepName' | 'percent' | 'stepStartedAt'
>;

/** When a task in the queue begins and ends, in seconds from now; null where nothing tells. */
export interface QueueTimes {
  /** Tasks that wait and have their turn before. */
  before: number;
  startsInSeconds: number | null;
  endsInSeconds: number | null;
}

/** So much of the expected whole weighs as much as what a task has shown of its own pace. */
const PRIOR_SHARE = 0.1;
/** A step without percentages that takes longer than expected is still not about to end. */
const MIN_REST_SHARE = 0.1;

/** Seconds until a task that runs ends; null where nothing tells, and for tasks that don't run. */
export function remainingSeconds(task: TaskCourse, now: Date): number | null {
  const expected = task.expectedSteps;
  if (task.state !== 'Processing' || !expected || expected.length === 0) return null;
  const done = new Set(task.steps.map(({ name }) => name));
  const running = task.stepName !== null && !done.has(task.stepName) ? task.stepName : undefined;
  const step = expected.find(({ name }) => name === running);
  if (running !== undefined && !step) return null;
  const pace = paceOf(task, expected);
  const later = expected.filter(({ name }) => name !== running && !done.has(name));
  const rest = pace * sum(later);
  return step ? rest + restOfStep(pace * step.seconds, task, now) : rest;
}

/**
 * The times of all tasks that run or wait, by their ids. `tasks` are all of one queue in the order of their turns; as
 * many of them run at once as do now.
 */
export function queueTimes(
  tasks: readonly (TaskCourse & Pick<Task, 'id'>)[],
  now: Date,
): Map<string, QueueTimes> {
  const running = tasks.filter(({ state }) => state === 'Processing');
  const atOnce = Math.max(1, running.length);
  const rests = running.map((task) => remainingSeconds(task, now));
  let ahead = rests.includes(null) ? null : rests.reduce<number>((total, rest) => total + (rest ?? 0), 0);
  const waiting = tasks.filter(({ state }) => state === 'Pending');
  return new Map(
    waiting.map(({ id, expectedSteps }, before) => {
      const own = expectedSteps ? sum(expectedSteps) : null;
      const startsInSeconds = ahead === null ? null : ahead / atOnce;
      ahead = ahead === null || own === null ? null : ahead + own;
      const endsInSeconds = startsInSeconds === null || own === null ? null : startsInSeconds + own;
      return [id, { before, startsInSeconds, endsInSeconds }];
    }),
  );
}

/** How many times longer than expected the steps took that this task has done itself. */
function paceOf(task: TaskCourse, expected: readonly ExpectedStep[]): number {
  const seconds = new Map(expected.map((step) => [step.name, step.seconds]));
  const own = task.steps.filter(({ name, reused }) => !reused && seconds.has(name));
  const prior = PRIOR_SHARE * sum(expected);
  const planned = sum(own.map(({ name }) => ({ seconds: seconds.get(name) ?? 0 })));
  return planned + prior > 0 ? (sum(own) + prior) / (planned + prior) : 1;
}

/** The further a step is, the more its own percentages count. */
function restOfStep(guess: number, { percent, stepStartedAt }: TaskCourse, now: Date): number {
  const elapsed = stepStartedAt ? Math.max(0, now.getTime() - stepStartedAt.getTime()) / 1000 : 0;
  const share = Math.min(percent, 100) / 100;
  if (share === 0) return Math.max(guess - elapsed, MIN_REST_SHARE * guess);
  const told = (elapsed * (1 - share)) / share;
  return share * told + (1 - share) * (1 - share) * guess;
}

function sum(steps: readonly { seconds: number }[]): number {
  return steps.reduce((total, { seconds }) => total + seconds, 0);
}
