import type { UpdateObject } from 'kysely';
import type { Database, Tables } from '../database/database.ts';
import { tellOfEach } from '../events/tell-of-each.ts';
import type { EngineEvent } from './engine.ts';
import type { FinishedStep, Task } from './task.ts';

/** People look about once a second. */
const MIN_INTERVAL_MILLISECONDS = 500;

/** How far a task has come, in whole percents. */
type Place = Pick<Task, 'step' | 'totalSteps' | 'stepName' | 'percent'>;

type ProgressEvent = Extract<EngineEvent, { type: 'step' | 'progress' | 'stepDone' }>;

/** Writes what an engine tells into its task, percentages at most twice a second; whole percents are told as events. */
export function createProgressRecorder(database: Database, task: Task) {
  const finished: FinishedStep[] = [];
  let lastWrite = 0;
  const { step, totalSteps, stepName, percent } = task;
  let told: Place = { step, totalSteps, stepName, percent: Math.floor(percent) };
  const write = async (values: UpdateObject<Tables, 'tasks'>, place: Place) => {
    lastWrite = performance.now();
    const further = place.step !== told.step || place.percent !== told.percent;
    told = place;
    const written = database.with('written', (query) =>
      query.updateTable('tasks').set(values).where('id', '=', task.id).returning(['projectId', 'id']),
    );
    const statement = further
      ? written.with('told', () => tellOfEach('written', 'TaskProgress', place))
      : written;
    const rows = await statement.selectFrom('written').select('id').execute();
    return rows.length > 0;
  };
  return {
    /** False when the task is not there any more. */
    async record(event: ProgressEvent): Promise<boolean> {
      if (event.type === 'step') {
        const { step, totalSteps, name } = event;
        const place = { step, totalSteps, stepName: name, percent: 0 };
        return write(place, place);
      }
      if (event.type === 'stepDone') {
        finished.push({ name: event.name, seconds: event.seconds });
        // After a restart the engine tells again what had ended before; only a new end is headway.
        const headway = finished.length > task.steps.length;
        const values = { steps: JSON.stringify(finished), percent: 100, ...(headway && { attempts: 0 }) };
        return write(values, { ...told, percent: 100 });
      }
      const due = performance.now() - lastWrite >= MIN_INTERVAL_MILLISECONDS;
      if (!due) return true;
      return write({ percent: event.percent }, { ...told, percent: Math.floor(event.percent) });
    },
  };
}
