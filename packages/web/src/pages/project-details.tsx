import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { fetchPhotos } from '../api/fetch-photos.ts';
import type { Project, Task } from '../api/fetch-project.ts';
import { useQuery } from '../api/use-query.ts';
import { PhotoGrid } from '../images/photo-grid.tsx';
import { PhotoProgress } from '../images/photo-progress.tsx';
import { ImportReport } from '../models/import-report.tsx';
import { RunningTask } from '../reconstruction/running-task.tsx';
import { StartForm } from '../reconstruction/start-form.tsx';
import { TaskReport } from '../reconstruction/task-report.tsx';
import { Button } from '../ui/button.tsx';
import './project-details.css';

/** Photos of each kind on the page at first, and at most: what the server gives at a time. */
const photosShown = { first: 60, most: 1000 };
/** Milliseconds between two lists of photos while they arrive: each holds many signed links. */
const photosDelay = 3000;

/** The photos and the reconstructions of a project. */
export function ProjectDetails({ project, onChange }: { project: Project; onChange: () => void }) {
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
  const ready = project.imageCounts.find(({ state }) => state === 'Ready')?.count ?? 0;
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
        {project.numImage === 0 ? <HowToUpload id={project.id} /> : <Photos project={project} />}
      </div>
    </div>
  );
}

function Photos({ project }: { project: Project }) {
  const client = useApi();
  const [first, setFirst] = useState(photosShown.first);
  const { data } = useQuery(project.id, {
    load: (signal) => fetchPhotos(client, { id: project.id, first }, signal),
    delayAfter: ({ waiting }) => (waiting.length > 0 ? photosDelay : null),
    revision: `${first} ${project.numImage}`,
  });
  const shown = data ? data.invalid.length + data.ready.length + data.waiting.length : 0;
  return (
    <>
      <PhotoProgress counts={project.imageCounts} total={project.numImage} />
      {data && <PhotoGrid photos={data} />}
      {data && shown < data.totalCount && first < photosShown.most && (
        <Button onClick={() => setFirst(photosShown.most)}>Show more photos</Button>
      )}
    </>
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
