import type { Task } from '../api/fetch-project.ts';
import { Figures } from '../ui/figures.tsx';
import { formatCount, formatMoment, formatSeconds } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { taskSeconds } from './task-progress.ts';
import './task-report.css';

/** A task that has ended: its figures and notes, or why it failed, and the seconds of its steps. */
export function TaskReport({ task }: { task: Task }) {
  const seconds = taskSeconds(task);
  return (
    <section className="task-report" aria-label="Reconstruction" data-testid="task-report">
      <p className="task-report-when">
        {formatMoment(task.createdDate)} · {task.quality}
        {seconds !== null && ` · ${formatSeconds(seconds)}`}
      </p>
      {task.state === 'Failed' && (
        <Notice tone="bad" title="No model could be made">
          <p data-testid="task-error">{task.error}</p>
        </Notice>
      )}
      {task.result && <Result result={task.result} />}
      {task.steps.length > 0 && (
        <details>
          <summary>Seconds by step</summary>
          <dl className="step-seconds">
            {task.steps.map(({ name, seconds }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{formatSeconds(seconds)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

function Result({ result }: { result: NonNullable<Task['result']> }) {
  return (
    <>
      <Figures
        figures={[
          ['Photos placed', `${result.registered} of ${result.photos}`],
          ['Triangles', formatCount(result.faces)],
          ['Tie points', formatCount(result.points)],
          ['Reprojection error', `${result.reprojectionError.toFixed(2)} px`],
          ['Position', result.georeferenced ? 'Metres, by GPS' : 'Without scale'],
        ]}
      />
      {result.notes.map((note) => (
        <p key={note} className="task-note">
          {note}
        </p>
      ))}
      {result.leftOut.length > 0 && (
        <p className="task-note">
          Left out, for their position was not found: <span>{result.leftOut.join(', ')}</span>
        </p>
      )}
    </>
  );
}
