import type { Project } from '../api/fetch-project.ts';
import { reportPath } from '../projects/project-path.ts';
import { ReportSection } from '../report/report-section.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/navigation.tsx';
import { Notice } from '../ui/notice.tsx';
import { useReport } from './use-report.ts';

type ProjectReportProps = {
  project: Project;
  onOpenPhoto: (id: string) => void;
};

/** What the photos of a project promise, made anew when they change. */
export function ProjectReport({ project, onOpenPhoto }: ProjectReportProps) {
  const { data, error } = useReport(project);
  return (
    <>
      <div className="project-part-head">
        <h2>Report</h2>
        <Link className="button" data-kind="plain" href={reportPath(project.id)}>
          <Icon name="link" size={18} />
          To print or hand on
        </Link>
      </div>
      {data && <ReportSection report={data} onOpenPhoto={onOpenPhoto} />}
      {!data && !error && <p className="project-hint">The photos are being compared…</p>}
      {error && (
        <Notice tone="bad">
          <p>{error.message}</p>
        </Notice>
      )}
    </>
  );
}
