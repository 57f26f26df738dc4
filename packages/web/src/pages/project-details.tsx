import { useCallback, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { fetchPhoto } from '../api/fetch-photo.ts';
import type { Project, Task } from '../api/fetch-project.ts';
import { useQuery } from '../api/use-query.ts';
import { PhotoDialog } from '../images/photo-dialog.tsx';
import { stepThrough } from '../images/photo-order.ts';
import { ImportReport } from '../models/import-report.tsx';
import { RunningTask } from '../reconstruction/running-task.tsx';
import { StartForm } from '../reconstruction/start-form.tsx';
import { TaskReport } from '../reconstruction/task-report.tsx';
import './project-details.css';
import { ProjectPhotos } from './project-photos.tsx';
import { ProjectReport } from './project-report.tsx';

/** A photo that is looked at, and those before and after it. */
type OpenPhoto = { id: string; among: readonly string[] };

/** The photos and the reconstructions of a project. */
export function ProjectDetails({ project, onChange }: { project: Project; onChange: () => void }) {
  const [open, setOpen] = useState<OpenPhoto | null>(null);
  const [newest] = project.tasks;
  const running = newest && !isEnded(newest) ? newest : undefined;
  const ended = project.tasks.filter(isEnded);
  if (project.importedModel) {
    return (
      <div className="column project-details">
        <div className="sheet project-part">
          <h2>Imported model</h2>
          <ImportReport model={project.importedModel} />
        </div>
      </div>
    );
  }
  const ready = countOf(project, 'Ready');
  return (
    <div className="column project-details">
      {running && (
        <div className="sheet project-part">
          <RunningTask task={running} />
        </div>
      )}
      {ended.map((task) => (
        <div className="sheet project-part" key={task.id}>
          <h2>Reconstruction</h2>
          <TaskReport task={task} />
        </div>
      ))}
      {ready + countOf(project, 'Invalid') > 0 && (
        <div className="sheet project-part">
          <ProjectReport project={project} onOpenPhoto={(id) => setOpen({ id, among: [] })} />
        </div>
      )}
      {!running && !project.preStarted && ready > 0 && (
        <div className="sheet project-part">
          <h2>{ended.length > 0 ? 'Reconstruct again' : 'Reconstruct'}</h2>
          <StartForm
            projectId={project.id}
            again={ended.some(({ state }) => state === 'Done')}
            onStarted={onChange}
          />
        </div>
      )}
      <div className="sheet project-part">
        <h2>Photos</h2>
        {project.preStarted && !running && (
          <p className="project-hint">The reconstruction starts by itself when all photos are checked.</p>
        )}
        {project.numImage === 0 ? (
          <HowToUpload id={project.id} />
        ) : (
          <ProjectPhotos project={project} onOpenPhoto={(id, among) => setOpen({ id, among })} />
        )}
      </div>
      {open && <LargePhoto projectId={project.id} open={open} onOpen={setOpen} />}
    </div>
  );
}

type LargePhotoProps = {
  projectId: string;
  open: OpenPhoto;
  onOpen: (open: OpenPhoto | null) => void;
};

function LargePhoto({ projectId, open, onOpen }: LargePhotoProps) {
  const client = useApi();
  const { data, error } = useQuery(open.id, {
    load: (signal) => fetchPhoto(client, { project: projectId, id: open.id }, signal),
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

function isEnded(task: Task): boolean {
  return task.state !== 'Pending' && task.state !== 'Processing';
}

function countOf({ imageCounts }: Project, wanted: 'Ready' | 'Invalid'): number {
  return imageCounts.find(({ state }) => state === wanted)?.count ?? 0;
}
