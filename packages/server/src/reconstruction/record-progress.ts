import type { Database } from '../database/database.ts';
import type { EngineEvent } from './engine.ts';
import type { FinishedStep, Task } from './task.ts';

/** People look about once a second. */
const MIN_INTERVAL_MILLISECONDS = 500;

type ProgressEvent = Extract<EngineEvent, { type: 'step' | 'progress' | 'stepDone' }>;

/** Writes what an engine tells into its task, percentages at most twice a second. */
export function createProgressRecorder(database: Database, task: Task) {
  const finished: FinishedStep[] = [];
  let lastWrite = 0;
  const write = async (values: object) => {
    lastWrite = performance.now();
    const { numUpdatedRows } = await database
      .updateTable('tasks')
      .set(values)
      .where('id', '=', task.id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  };
  return {
    /** False when the task is not there any more. */
    async record(event: ProgressEvent): Promise<boolean> {
      if (event.type === 'step') {
        const { step, totalSteps, name } = event;
        return write({ step, totalSteps, stepName: name, percent: 0 });
      }
      if (event.type === 'stepDone') {
        finished.push({ name: event.name, seconds: event.seconds });
        // After a restart the engine tells again what had ended before; only a new end is headway.
        const headway = finished.length > task.steps.length;
        return write({ steps: JSON.stringify(finished), percent: 100, ...(headway && { attempts: 0 }) });
      }
      const due = performance.now() - lastWrite >= MIN_INTERVAL_MILLISECONDS;
      return due ? write({ percent: event.percent }) : true;
    },
  };
}
