import type { Task, TaskResult } from '../api/fetch-project.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Figures } from '../ui/figures.tsx';
import { formatCount, formatDistance, formatMoment, formatSeconds } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { MissingPhotos } from './missing-photos.tsx';
import { QUALITY_NAMES } from './option-names.ts';
import { ControlPoints } from './results/control-points.tsx';
import { LeftOutPhotos } from './results/left-out-photos.tsx';
import { MadeWith } from './results/made-with.tsx';
import { StartAgain } from './start-again.tsx';
import { TaskLog } from './task-log.tsx';
import { placementOf, taskSeconds } from './task-progress.ts';
import './task-report.css';
import { TaskSteps } from './task-steps.tsx';

interface TaskReportProps {
  projectId: string;
  task: Task;
  /** Absent when it can't be started again. */
  onStarted?: () => void;
}

/** An ended task: its figures and notes, or why it failed, and its options and steps. */
export function TaskReport({ projectId, task, onStarted }: TaskReportProps) {
  const { result, options, steps, startReason } = task;
  const seconds = taskSeconds(task);
  const ids = { projectId, taskId: task.id };
  const again = onStarted && <StartAgain projectId={projectId} options={options} onStarted={onStarted} />;
  return (
    <section className="task-report" aria-label="Reconstruction" data-testid="task-report">
      <p className="task-report-when">
        {formatMoment(task.createdDate)} · {QUALITY_NAMES[options.quality]}
        {seconds !== null && ` · ${formatSeconds(seconds)}`}
        {startReason !== null && <span>{startReason}</span>}
        <MissingPhotos missing={task.missingPhotos} />
      </p>
      {task.state === 'Failed' && (
        <Notice tone="bad" title="No model could be made">
          <p data-testid="task-error">{task.error}</p>
          {again}
        </Notice>
      )}
      {task.state === 'Stopped' && (
        <Notice title="Stopped">
          <p>
            {task.startDate === null
              ? 'It had not begun.'
              : `${stoppedIn(task)}What was finished is kept: with the same photos and options it goes on from there.`}
          </p>
          {again}
        </Notice>
      )}
      {result && <Figures figures={figuresOf(task, result)} />}
      {result?.notes.map((note) => (
        <p key={note} className="task-note">
          {note}
        </p>
      ))}
      <div>
        {result && result.controlPoints.length > 0 && (
          <Disclosure summary={describeFit(result)} testId="control-points">
            <ControlPoints {...ids} result={result} />
          </Disclosure>
        )}
        {result && (
          <Disclosure summary="Photos left out" testId="left-out">
            <LeftOutPhotos {...ids} />
          </Disclosure>
        )}
        {steps.length > 0 && (
          <Disclosure summary="Steps">
            <TaskSteps task={task} />
          </Disclosure>
        )}
        <Disclosure summary="Made with" testId="made-with">
          <MadeWith {...ids} options={options} />
        </Disclosure>
        {task.startDate !== null && <TaskLog {...ids} running={false} />}
      </div>
    </section>
  );
}

function stoppedIn({ step, totalSteps, stepName }: Task): string {
  return stepName === null ? '' : `In step ${step} of ${totalSteps}, ${stepName}. `;
}

function figuresOf(task: Task, result: TaskResult): [label: string, value: string][] {
  return [
    ['Photos registered', `${formatCount(result.registered)} of ${formatCount(result.photos)}`],
    ['Triangles', formatCount(result.faces)],
    ['Tie points', formatCount(result.points)],
    ['Reprojection error', `${result.reprojectionError.toFixed(2)} px`],
    ['Position', placementOf(task)],
  ];
}

function describeFit({ controlPointRms, checkpointRms }: TaskResult): string {
  const fits = [
    controlPointRms && `${describeRms(controlPointRms)} RMS`,
    checkpointRms && `checkpoints ${describeRms(checkpointRms)}`,
  ];
  return `Control points: ${fits.filter(Boolean).join('; ') || 'not used'}`;
}

function describeRms({ horizontal, vertical }: NonNullable<TaskResult['controlPointRms']>): string {
  return `${formatDistance(horizontal)} horizontal, ${formatDistance(vertical)} vertical`;
}
