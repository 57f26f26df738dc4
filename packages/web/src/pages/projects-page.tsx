import { AccountMenu } from '../account/account-menu.tsx';
import { useApi } from '../api/api-context.tsx';
import { fetchProjects } from '../api/fetch-projects.ts';
import { useQuery } from '../api/use-query.ts';
import { isMoving, projectActivity } from '../projects/project-activity.ts';
import { ProjectList } from '../projects/project-list.tsx';
import { Button } from '../ui/button.tsx';
import { formatNumberOf } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import './projects-page.css';

/** Number of projects in the list, newest first. */
const MAX_PROJECTS = 100;
/** Poll interval while something changes and while nothing does: there is no event stream for all projects. */
const LIST_DELAY_MS = { moving: 3000, resting: 15_000 };

/** All projects, newest first, or how to create the first one. */
export function ProjectsPage() {
  const api = useApi();
  const { data, error, refresh } = useQuery('projects', {
    load: (signal) => fetchProjects(api, { first: MAX_PROJECTS }, signal),
    delayAfter: ({ projects }) =>
      projects.map(projectActivity).some(isMoving) ? LIST_DELAY_MS.moving : LIST_DELAY_MS.resting,
  });
  return (
    <>
      <title>Projects – Tiepoint</title>
      <PageHeader>
        <AccountMenu />
      </PageHeader>
      <main className="column projects-page">
        <div className="projects-page-head">
          <h1>Projects</h1>
          {data && data.totalCount > 0 && <span>{formatNumberOf(data.totalCount, 'project')}</span>}
        </div>
        {error && (
          <Notice tone="bad">
            <p>{error.message}</p>
            <Button onClick={refresh}>Try again</Button>
          </Notice>
        )}
        {data?.totalCount === 0 && <FirstSteps />}
        {data && <ProjectList projects={data.projects} />}
        {data && data.totalCount > data.projects.length && (
          <p className="projects-page-more">Only the newest {data.projects.length} are shown.</p>
        )}
      </main>
    </>
  );
}

function FirstSteps() {
  return (
    <section className="first-steps" data-testid="no-projects">
      <h2>No projects yet</h2>
      <p>Upload a folder of photos that overlap; the model then appears here.</p>
      <pre>
        <code>npx tiepoint upload DIR</code>
      </pre>
    </section>
  );
}
