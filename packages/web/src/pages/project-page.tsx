import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { fetchProject, type Project } from '../api/fetch-project.ts';
import { ProjectNewsProvider } from '../api/project-news.tsx';
import { changesProject } from '../api/read-news.ts';
import { useQuery } from '../api/use-query.ts';
import { ActivityBadge } from '../projects/activity-badge.tsx';
import { DownloadMenu } from '../projects/download-menu.tsx';
import { nextLook, type ProjectActivity, projectActivity } from '../projects/project-activity.ts';
import { projectPath } from '../projects/project-path.ts';
import { Button } from '../ui/button.tsx';
import { useAddress } from '../ui/navigation.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Segments } from '../ui/segments.tsx';
import { MissingPage } from './missing-page.tsx';
import { ProjectDetails } from './project-details.tsx';
import './project-page.css';

// three.js is loaded only for a model.
const ProjectModel = lazy(async () => ({ default: (await import('./project-model.tsx')).ProjectModel }));

/** A project: its model when there is one, and its photos and reconstructions, kept up to date by its events. */
export function ProjectPage({ id }: { id: string }) {
  const shown = useRef<Project | null>(null);
  const lookEveryMs = () => nextLook(shown.current ? activityOf(shown.current) : 'empty');
  return (
    <ProjectNewsProvider projectId={id} lookEveryMs={lookEveryMs}>
      <FollowedProject id={id} shown={shown} />
    </ProjectNewsProvider>
  );
}

function FollowedProject({ id, shown }: { id: string; shown: RefObject<Project | null> }) {
  const api = useApi();
  const { data, error, refresh } = useQuery(id, {
    load: (signal) => fetchProject(api, { id }, signal),
    changedBy: (news, project) => changesProject(news, project?.tasks.some(isRunning) ?? false),
  });
  useEffect(() => {
    shown.current = data ?? null;
  }, [data, shown]);
  if (data === null) return <MissingPage what="There is no such project, or it belongs to somebody else." />;
  return (
    <div className="project-page">
      {data ? <LoadedProject project={data} onChange={refresh} /> : <PageHeader title="" />}
      {error && (
        <div className="project-fault">
          <Notice tone="bad">
            <p>{error.message}</p>
            <Button onClick={refresh}>Try again</Button>
          </Notice>
        </div>
      )}
    </div>
  );
}

function LoadedProject({ project, onChange }: { project: Project; onChange: () => void }) {
  const address = useAddress();
  const path = projectPath(project.id);
  const hasModel = project.downloads.some(({ name }) => name === 'model.glb' || name === 'points.ply');
  // For an imported model that is pending or has failed, its state comes first.
  const modelFirst = project.importedState === 'Native' || project.importedState === 'Ready';
  const view = address.searchParams.get('view') ?? (modelFirst ? 'model' : 'details');
  const showsModel = hasModel && view !== 'details';
  // Once opened, the viewer keeps its view and its files while the details are shown.
  const [keepsModel, setKeepsModel] = useState(showsModel);
  if (showsModel && !keepsModel) setKeepsModel(true);
  const activity = activityOf(project);
  const views = [
    { label: 'Model', href: modelFirst ? path : `${path}?view=model`, current: showsModel },
    { label: 'Details', href: `${path}?view=details`, current: !showsModel },
  ];
  return (
    <>
      <title>{`${project.name} – Tiepoint`}</title>
      <PageHeader title={<Title name={project.name} activity={activity} />}>
        {hasModel && <Segments label="Views" segments={views} />}
        {hasModel && <DownloadMenu downloads={project.downloads} onOpen={onChange} />}
      </PageHeader>
      <main className="project-main">
        {hasModel && keepsModel && (
          <div className="project-model" hidden={!showsModel}>
            <Suspense fallback={null}>
              <ProjectModel project={project} />
            </Suspense>
          </div>
        )}
        {!showsModel && <ProjectDetails project={project} onChange={onChange} />}
      </main>
    </>
  );
}

function Title({ name, activity }: { name: string; activity: ProjectActivity }) {
  return (
    <>
      <h1>{name}</h1>
      <ActivityBadge activity={activity} />
    </>
  );
}

function isRunning({ state }: Project['tasks'][number]): boolean {
  return state === 'Pending' || state === 'Processing';
}

function activityOf(project: Project): ProjectActivity {
  return projectActivity({ ...project, taskState: project.tasks[0]?.state ?? null });
}
