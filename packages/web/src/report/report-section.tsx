import { useRef, useState } from 'react';
import type { Report } from '../api/fetch-report.ts';
import { Findings } from './findings.tsx';
import { isPlaced } from './map-content.ts';
import { ReportFigures } from './report-figures.tsx';
import { CamerasTable, EstimatesTable, VerdictsTable } from './report-tables.tsx';
import { SetMap } from './set-map.tsx';
import './report-section.css';

interface ReportSectionProps {
  report: Report;
  onOpenPhoto: (id: string) => void;
}

/** The interactive report: findings can be shown on the map, and photos opened. */
export function ReportSection({ report, onOpenPhoto }: ReportSectionProps) {
  const [chosen, setChosen] = useState<number>();
  const map = useRef<HTMLDivElement>(null);
  const choose = (index: number | undefined) => {
    setChosen(index);
    if (index !== undefined) map.current?.scrollIntoView({ behavior: 'smooth', block: 'nearest' });
  };
  const finding = chosen === undefined ? undefined : report.findings[chosen];
  const ids = new Set(finding?.photos.map(({ id }) => id));
  const onMap = new Set(report.photos.filter(isPlaced).map(({ id }) => id));
  return (
    <div className="report" data-testid="report">
      <Findings
        findings={report.findings}
        chosen={chosen}
        onChoose={choose}
        isOnMap={(id) => onMap.has(id)}
        onOpenPhoto={onOpenPhoto}
      />
      <ReportFigures report={report} />
      {report.photoCount > 0 && (
        <div className="report-map-part" ref={map}>
          <SetMap report={report} chosen={ids} onOpenPhoto={onOpenPhoto} />
        </div>
      )}
      <ReportDetails report={report} />
    </div>
  );
}

/** The tables of a report and its assumptions. */
export function ReportDetails({ report }: { report: Report }) {
  const assumptions = [...report.coverage.assumptions, ...report.overlap.assumptions];
  return (
    <>
      <div className="report-tables">
        <div>
          <VerdictsTable states={report.states} reasons={report.reasons} />
        </div>
        {report.cameras.length > 0 && (
          <div>
            <CamerasTable cameras={report.cameras} />
          </div>
        )}
        {report.estimates.length > 0 && (
          <div>
            <EstimatesTable estimates={report.estimates} />
          </div>
        )}
      </div>
      {assumptions.length > 0 && (
        <ul className="report-assumptions">
          {assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}
