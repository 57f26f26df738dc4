import type { Task } from '../api/fetch-project.ts';
import { formatSeconds } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import './task-steps.css';

/** The steps of a task: ended ones with their duration, the running one, and the number of remaining ones. */
export function TaskSteps({ task }: { task: Task }) {
  const { steps, step, stepName, totalSteps, percent } = task;
  const running = task.state === 'Processing' && stepName !== null && steps.length < totalSteps;
  const toCome = task.state === 'Processing' ? totalSteps - Math.max(step, steps.length) : 0;
  return (
    <ol className="task-steps" data-testid="task-steps">
      {steps.map(({ name, seconds, reused }) => (
        <li key={name} data-state="done">
          <Icon name="done" size={16} />
          <span>{name}</span>
          <span className="task-step-figure">
            {reused && <span className="task-step-reused">from an earlier run</span>}
            {formatSeconds(seconds)}
          </span>
        </li>
      ))}
      {running && (
        <li data-state="running" aria-current="step">
          <span className="task-step-dot" />
          <span data-testid="step-name">{stepName}</span>
          <span className="task-step-figure" data-testid="step-percent">
            {Math.floor(percent)} %
          </span>
        </li>
      )}
      {toCome > 0 && (
        <li data-state="to-come">
          <span />
          <span>{toCome === 1 ? 'One more step' : `${toCome} more steps`}</span>
        </li>
      )}
    </ol>
  );
}
