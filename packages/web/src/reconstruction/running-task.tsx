import type { Task } from '../api/fetch-project.ts';
import { formatSeconds } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import './running-task.css';
import { overallPercent, standingOf } from './task-progress.ts';

/** A task that waits or runs: its steps with what they took, and how far the running one is. */
export function RunningTask({ task }: { task: Task }) {
  const waiting = task.state === 'Pending';
  const toCome = task.totalSteps - Math.max(task.step, task.steps.length);
  return (
    <section className="running-task" aria-label="Running reconstruction" data-testid="running-task">
      <div className="running-task-head">
        <h2>{waiting ? 'Waiting to reconstruct' : 'Reconstructing'}</h2>
        <span>{standingOf(task)}</span>
      </div>
      <ProgressBar percent={waiting ? null : overallPercent(task)} label="Reconstruction" />
      <ol className="task-steps">
        {task.steps.map((step) => (
          <li key={step.name} data-state="done">
            <Icon name="done" size={16} />
            <span>{step.name}</span>
            <span className="task-step-figure">{formatSeconds(step.seconds)}</span>
          </li>
        ))}
        {task.stepName !== null && !waiting && (
          <li data-state="running" aria-current="step">
            <span className="task-step-dot" />
            <span data-testid="step-name">{task.stepName}</span>
            <span className="task-step-figure" data-testid="step-percent">
              {Math.floor(task.percent)} %
            </span>
          </li>
        )}
        {toCome > 0 && !waiting && (
          <li data-state="to-come">
            <span />
            <span>{toCome === 1 ? 'One more step' : `${toCome} more steps`}</span>
          </li>
        )}
      </ol>
    </section>
  );
}
