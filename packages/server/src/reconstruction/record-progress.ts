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
    await database.updateTable('tasks').set(values).where('id', '=', task.id).execute();
  };
  return {
    async record(event: ProgressEvent): Promise<void> {
      if (event.type === 'step') {
        const { step, totalSteps, name } = event;
        await write({ step, totalSteps, stepName: name, percent: 0 });
      } else if (event.type === 'stepDone') {
        finished.push({ name: event.name, seconds: event.seconds });
        // After a restart the engine tells again what had ended before; only a new end is headway.
        const headway = finished.length > task.steps.length;
        await write({ steps: JSON.stringify(finished), percent: 100, ...(headway && { attempts: 0 }) });
      } else if (performance.now() - lastWrite >= MIN_INTERVAL_MILLISECONDS) {
        await write({ percent: event.percent });
      }
    },
  };
}
