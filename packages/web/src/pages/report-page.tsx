import { useApi } from '../api/api-context.tsx';
import { fetchPhotos } from '../api/fetch-photos.ts';
import { fetchProject, type Project } from '../api/fetch-project.ts';
import { useQuery } from '../api/use-query.ts';
import { projectPath } from '../projects/project-path.ts';
import { PrintedReport } from '../report/printed-report.tsx';
import { Button } from '../ui/button.tsx';
import { formatMoment, formatNumberOf } from '../ui/format.ts';
import { Link } from '../ui/navigation.tsx';
import { Notice } from '../ui/notice.tsx';
import { MissingPage } from './missing-page.tsx';
import { useReport } from './use-report.ts';
import './report-page.css';

/** The server's limit per page. */
const MAX_PHOTOS = 1000;

/** The report of a project, laid out for printing. */
export function ReportPage({ id }: { id: string }) {
  const api = useApi();
  const { data, error } = useQuery(id, { load: (signal) => fetchProject(api, { id }, signal) });
  if (data === null) return <MissingPage what="There is no such project, or it belongs to somebody else." />;
  return (
    <main className="report-page">
      {error && (
        <Notice tone="bad">
          <p>{error.message}</p>
        </Notice>
      )}
      {data && <LoadedReport project={data} />}
    </main>
  );
}

function LoadedReport({ project }: { project: Project }) {
  const api = useApi();
  const report = useReport(project);
  const photos = useQuery(`photos ${project.id}`, {
    load: (signal) => fetchPhotos(api, { id: project.id, first: MAX_PHOTOS }, signal),
  });
  const error = report.error ?? photos.error;
  const thumbnails = photos.data?.ready.flatMap(({ id, thumbs: [small] }) =>
    small === undefined ? [] : [[id, small] as const],
  );
  return (
    <>
      <title>{`${project.name}: report on its photos – Tiepoint`}</title>
      <nav>
        <Link href={projectPath(project.id)}>Back to the project</Link>
        <Button kind="primary" onClick={() => window.print()} disabled={!report.data}>
          Print or save as PDF
        </Button>
      </nav>
      <header>
        <h1>{project.name}</h1>
        <p>
          Report on {formatNumberOf(project.numImage, 'photo')}
          {report.data && `, ${formatMoment(report.data.date)}`}
        </p>
      </header>
      {error && (
        <Notice tone="bad">
          <p>{error.message}</p>
        </Notice>
      )}
      {report.data && thumbnails && <PrintedReport report={report.data} thumbnails={new Map(thumbnails)} />}
    </>
  );
}
