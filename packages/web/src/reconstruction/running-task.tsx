import type { Task } from '../api/fetch-project.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { MissingPhotos } from './missing-photos.tsx';
import './running-task.css';
import { StopButton } from './stop-button.tsx';
import { TaskLog } from './task-log.tsx';
import { overallPercent, standingOf, timeLeftOf } from './task-progress.ts';
import { TaskSteps } from './task-steps.tsx';

interface RunningTaskProps {
  projectId: string;
  task: Task;
  onStopped: () => void;
}

/** A queued or running task: progress, steps, log, and a stop button. */
export function RunningTask({ projectId, task, onStopped }: RunningTaskProps) {
  const waiting = task.state === 'Pending';
  return (
    <section className="running-task" aria-label="Running reconstruction" data-testid="running-task">
      <div className="running-task-head">
        <div>
          <h2>{waiting ? 'Waiting to reconstruct' : 'Reconstructing'}</h2>
          <p data-testid="standing">
            <span>{standingOf(task)}</span>
            <span data-testid="time-left">{timeLeftOf(task)}</span>
          </p>
        </div>
        <StopButton key={task.id} projectId={projectId} label="Stop" onStopped={onStopped} />
      </div>
      <ProgressBar percent={waiting ? null : overallPercent(task)} label="Reconstruction" />
      {task.startReason !== null && <p className="running-task-reason">{task.startReason}</p>}
      <p className="running-task-reason">
        <MissingPhotos missing={task.missingPhotos} />
      </p>
      {!waiting && <TaskSteps task={task} />}
      {!waiting && <TaskLog projectId={projectId} taskId={task.id} running />}
    </section>
  );
}
