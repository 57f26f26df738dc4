import type { Report } from '../api/fetch-report.ts';
import { formatNumberOf } from '../ui/format.ts';
import './printed-report.css';
import { ReportFigures } from './report-figures.tsx';
import { ReportDetails } from './report-section.tsx';
import { SetMap } from './set-map.tsx';

interface PrintedReportProps {
  report: Report;
  /** Links to thumbnails, by the ids of their photos. */
  thumbnails: ReadonlyMap<string, string>;
}

const NO_PHOTOS: ReadonlySet<string> = new Set();
/** Thumbnails per finding; the other photos are named. */
const MAX_PICTURES = 6;
const MAX_NAMES = 60;

/** The printable report: everything is visible without interaction. */
export function PrintedReport({ report, thumbnails }: PrintedReportProps) {
  return (
    <div className="printed-report" data-testid="printed-report">
      <section>
        <h2>Findings</h2>
        {report.findings.length === 0 && <p>No problems were found with these photos.</p>}
        {report.findings.map((finding) => (
          <PrintedFinding
            key={`${finding.code} ${finding.message}`}
            finding={finding}
            thumbnails={thumbnails}
          />
        ))}
      </section>
      <section>
        <h2>Figures</h2>
        <ReportFigures report={report} />
      </section>
      {report.photoCount > 0 && (
        <section className="printed-map">
          <h2>Map</h2>
          <SetMap report={report} chosen={NO_PHOTOS} />
        </section>
      )}
      <section>
        <h2>Details</h2>
        <ReportDetails report={report} />
      </section>
    </div>
  );
}

interface PrintedFindingProps {
  finding: Report['findings'][number];
  thumbnails: PrintedReportProps['thumbnails'];
}

function PrintedFinding({ finding, thumbnails }: PrintedFindingProps) {
  const pictured = finding.photos.filter(({ id }) => thumbnails.has(id)).slice(0, MAX_PICTURES);
  const named = finding.photos
    // The sentence often names its photos already.
    .filter((photo) => !pictured.includes(photo) && !finding.message.includes(photo.name))
    .slice(0, MAX_NAMES);
  const rest = finding.count - finding.photos.length;
  return (
    <article className="printed-finding" data-severity={finding.severity}>
      <p>
        <strong>{finding.severity}.</strong> {finding.message}
      </p>
      {pictured.length > 0 && (
        <ul>
          {pictured.map(({ id, name }) => (
            <li key={id}>
              <img src={thumbnails.get(id)} alt="" />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      )}
      {named.length > 0 && (
        <p className="printed-names">
          {named.map(({ name }) => name).join(', ')}
          {rest > 0 && ` and ${formatNumberOf(rest, 'more photo')}`}
        </p>
      )}
    </article>
  );
}
