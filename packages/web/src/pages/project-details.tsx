import { useCallback, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { fetchPhoto } from '../api/fetch-photo.ts';
import type { Project } from '../api/fetch-project.ts';
import { useQuery } from '../api/use-query.ts';
import { PhotoDialog } from '../images/photo-dialog.tsx';
import { stepThrough } from '../images/photo-order.ts';
import { ImportReport } from '../models/import-report.tsx';
import { EarlierTasks } from '../reconstruction/earlier-tasks.tsx';
import { RunningTask } from '../reconstruction/running-task.tsx';
import { StartForm } from '../reconstruction/starting/start-form.tsx';
import { isEnded } from '../reconstruction/task-progress.ts';
import { TaskReport } from '../reconstruction/task-report.tsx';
import { WaitingStart } from '../reconstruction/waiting-start.tsx';
import './project-details.css';
import { ProjectPhotos } from './project-photos.tsx';
import { ProjectReport } from './project-report.tsx';
import { useReport } from './use-report.ts';

/** An open photo, and the order of its neighbours. */
interface OpenPhoto {
  id: string;
  among: readonly string[];
}

interface ProjectPartProps {
  project: Project;
  onChange: () => void;
}

/** The photos and the reconstructions of a project, or the state of its imported model. */
export function ProjectDetails({ project, onChange }: ProjectPartProps) {
  return (
    <div className="column project-details">
      {project.importedModel ? (
        <div className="sheet project-part">
          <h2>Imported model</h2>
          <ImportReport model={project.importedModel} />
        </div>
      ) : (
        <PhotoProject project={project} onChange={onChange} />
      )}
    </div>
  );
}

function PhotoProject({ project, onChange }: ProjectPartProps) {
  const [open, setOpen] = useState<OpenPhoto | null>(null);
  const report = useReport(project);
  return (
    <>
      <Reconstructions project={project} onChange={onChange} />
      {countOf(project, 'Ready') + countOf(project, 'Invalid') > 0 && (
        <div className="sheet project-part">
          <ProjectReport
            projectId={project.id}
            report={report}
            onOpenPhoto={(id) => setOpen({ id, among: [] })}
          />
        </div>
      )}
      {mayStart(project) && (
        <div className="sheet project-part">
          <h2>{project.tasks.length > 0 ? 'Reconstruct again' : 'Reconstruct'}</h2>
          <StartForm
            project={project}
            estimates={report.data?.estimates ?? []}
            again={project.tasks.some(({ state }) => state === 'Done')}
            onStarted={onChange}
          />
        </div>
      )}
      <div className="sheet project-part">
        <h2>Photos</h2>
        {project.numImage === 0 ? (
          <HowToUpload id={project.id} />
        ) : (
          <ProjectPhotos project={project} onOpenPhoto={(id, among) => setOpen({ id, among })} />
        )}
      </div>
      {open && <LargePhoto projectId={project.id} open={open} onOpen={setOpen} />}
    </>
  );
}

/** The running task, the pending start, and earlier results. */
function Reconstructions({ project, onChange }: ProjectPartProps) {
  const running = runningTaskOf(project);
  const ended = project.tasks.filter(isEnded);
  const newest = running ? undefined : ended[0];
  const earlier = ended.filter((task) => task !== newest);
  return (
    <>
      {running && (
        <div className="sheet project-part">
          <RunningTask projectId={project.id} task={running} onStopped={onChange} />
        </div>
      )}
      {project.waitingStart && (
        <div className="sheet project-part">
          <WaitingStart
            projectId={project.id}
            waiting={project.waitingStart}
            behindTask={running !== undefined}
            onStopped={onChange}
          />
        </div>
      )}
      {newest && (
        <div className="sheet project-part" key={newest.id}>
          <h2>Reconstruction</h2>
          <TaskReport
            projectId={project.id}
            task={newest}
            onStarted={mayStart(project) ? onChange : undefined}
          />
        </div>
      )}
      {earlier.length > 0 && (
        <div className="sheet project-part">
          <h2>Earlier reconstructions</h2>
          <EarlierTasks projectId={project.id} tasks={earlier} />
        </div>
      )}
    </>
  );
}

function runningTaskOf({ tasks }: Project) {
  return tasks.find((task) => !isEnded(task));
}

function mayStart(project: Project): boolean {
  return project.numImage > 0 && !project.waitingStart && !runningTaskOf(project);
}

interface LargePhotoProps {
  projectId: string;
  open: OpenPhoto;
  onOpen: (open: OpenPhoto | null) => void;
}

function LargePhoto({ projectId, open, onOpen }: LargePhotoProps) {
  const api = useApi();
  const { data, error } = useQuery(open.id, {
    load: (signal) => fetchPhoto(api, { project: projectId, id: open.id }, signal),
  });
  const step = useCallback(
    (by: 1 | -1) => onOpen({ ...open, id: stepThrough(open.among, open.id, by) ?? open.id }),
    [open, onOpen],
  );
  return (
    <PhotoDialog
      photo={data}
      error={error}
      onStep={open.among.length > 1 ? step : undefined}
      onClose={() => onOpen(null)}
    />
  );
}

function HowToUpload({ id }: { id: string }) {
  return (
    <>
      <p className="project-hint">None yet. They appear here as soon as you upload some:</p>
      <pre>
        <code>npx tiepoint upload DIR --project {id}</code>
      </pre>
    </>
  );
}

function countOf({ imageCounts }: Project, wanted: 'Ready' | 'Invalid'): number {
  return imageCounts.find(({ state }) => state === wanted)?.count ?? 0;
}
