import { describeStepEnd, type EngineEvent, type FinishedStep } from '@tiepoint/engines';
import type { UpdateObject } from 'kysely';
import type { Database, Tables } from '../../database/database.ts';
import { outlast } from '../../database/outlast.ts';
import { tellOfEach } from '../../events/tell-of-each.ts';
import type { Task } from '../tasks/task.ts';

/** What a progress recorder needs. */
export interface ProgressNeeds {
  database: Database;
  now: () => Date;
}

/** Takes what an engine tells in one attempt at a task. */
export interface ProgressRecorder {
  /** False when the task has ended, is gone, or belongs to another attempt. */
  record(event: ProgressEvent): Promise<boolean>;
}

type ProgressEvent = Extract<EngineEvent, { type: 'step' | 'progress' | 'stepDone' }>;

/** How far a task has come, in whole percents. */
type Place = Pick<Task, 'step' | 'totalSteps' | 'stepName' | 'percent'>;

/** People look about once a second. */
const MIN_INTERVAL_MS = 500;

/** Writes what an engine tells into its task, percentages at most twice a second; whole percents are told as events. */
export function createProgressRecorder(
  { database, now }: ProgressNeeds,
  task: Task,
  signal: AbortSignal,
): ProgressRecorder {
  const finished: FinishedStep[] = [];
  let stepStartedAt: Date | undefined;
  let lastWrite = 0;
  const { step, totalSteps, stepName, percent } = task;
  let told: Place = { step, totalSteps, stepName, percent: Math.floor(percent) };
  const write = async (values: UpdateObject<Tables, 'tasks'>, place: Place) => {
    lastWrite = performance.now();
    const further = place.step !== told.step || place.percent !== told.percent;
    told = place;
    const written = database.with('written', (query) =>
      query
        .updateTable('tasks')
        .set(values)
        .where('id', '=', task.id)
        .where('fence', '=', task.fence)
        .where('state', '=', 'Processing')
        .returning(['projectId', 'id']),
    );
    const statement = further
      ? written.with('told', () => tellOfEach('written', 'TaskProgress', place))
      : written;
    // The engine goes on meanwhile: an outage must not cost what it has done.
    const rows = await outlast(signal, () => statement.selectFrom('written').select('id').execute());
    return rows.length > 0;
  };
  return {
    async record(event) {
      if (event.type === 'step') {
        const { step, totalSteps, name } = event;
        const place = { step, totalSteps, stepName: name, percent: 0 };
        stepStartedAt = now();
        return write({ ...place, stepStartedAt }, place);
      }
      if (event.type === 'stepDone') {
        finished.push(describeStepEnd(event, task.steps, stepStartedAt));
        stepStartedAt = undefined;
        // After a restart the engine tells again what had ended before; only a new end is headway.
        const headway = finished.length > task.steps.length;
        const values = { steps: JSON.stringify(finished), percent: 100, ...(headway && { attempts: 0 }) };
        return write(values, { ...told, percent: 100 });
      }
      const due = performance.now() - lastWrite >= MIN_INTERVAL_MS;
      if (!due) return true;
      return write({ percent: event.percent }, { ...told, percent: Math.floor(event.percent) });
    },
  };
}
