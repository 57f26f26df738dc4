import type { Report } from '../api/fetch-report.ts';
import type { QueryState } from '../api/use-query.ts';
import { reportPath } from '../projects/project-path.ts';
import { ReportSection } from '../report/report-section.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/navigation.tsx';
import { Notice } from '../ui/notice.tsx';

interface ProjectReportProps {
  projectId: string;
  report: QueryState<Report | null>;
  onOpenPhoto: (id: string) => void;
}

/** The report on the photos of a project. */
export function ProjectReport({ projectId, report: { data, error }, onOpenPhoto }: ProjectReportProps) {
  return (
    <>
      <div className="project-part-head">
        <h2>Report</h2>
        <Link className="button" data-kind="plain" href={reportPath(projectId)}>
          <Icon name="link" size={18} />
          Print version
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
