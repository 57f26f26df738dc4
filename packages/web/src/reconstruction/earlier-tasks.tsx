import type { Task, TaskState } from '../api/fetch-project.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { formatMoment } from '../ui/format.ts';
import './earlier-tasks.css';
import { QUALITY_NAMES } from './option-names.ts';
import { TaskReport } from './task-report.tsx';

const STATE_NAMES: Record<TaskState, string> = {
  Pending: 'Waits',
  Processing: 'Runs',
  Done: 'Done',
  Failed: 'Failed',
  Stopped: 'Stopped',
};

/** Tasks that ended before the newest one, one per line; each opens its report. */
export function EarlierTasks({ projectId, tasks }: { projectId: string; tasks: readonly Task[] }) {
  return (
    <ul className="earlier-tasks" data-testid="earlier-tasks">
      {tasks.map((task) => (
        <li key={task.id}>
          <Disclosure
            summary={
              <span className="earlier-task">
                <strong data-state={task.state}>{STATE_NAMES[task.state]}</strong>
                <span>{formatMoment(task.createdDate)}</span>
                <span>{QUALITY_NAMES[task.options.quality]}</span>
              </span>
            }
          >
            <TaskReport projectId={projectId} task={task} />
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}
