import { useMemo, useState } from 'react';
import type { Report } from '../api/fetch-report.ts';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import { drawMap } from './draw-map.ts';
import { type Colouring, mapContent, mapLegend } from './map-content.ts';
import { ReportMap } from './report-map.tsx';

interface SetMapProps {
  report: Report;
  /** Ids of the highlighted photos. */
  chosen: ReadonlySet<string>;
  onOpenPhoto?: (id: string) => void;
}

const COLOURINGS: { value: Colouring; label: string }[] = [
  { value: 'group', label: 'By connection' },
  { value: 'camera', label: 'By camera' },
];

/** The map of a report, coloured by choice; or why there is none. */
export function SetMap({ report, chosen, onOpenPhoto }: SetMapProps) {
  const [colouring, setColouring] = useState<Colouring>('group');
  const drawing = useMemo(() => drawMap(mapContent(report, colouring)), [report, colouring]);
  if (!drawing) {
    return (
      <p className="report-note" data-testid="no-map">
        There is no map: the photos have no positions.
      </p>
    );
  }
  const left = report.photoCount - report.coverage.positioned;
  return (
    <>
      {report.cameras.length > 1 && (
        <fieldset className="map-colourings">
          <legend className="visually-hidden">Colours of the map</legend>
          {COLOURINGS.map(({ value, label }) => (
            <Button
              key={value}
              kind="quiet"
              aria-pressed={colouring === value}
              onClick={() => setColouring(value)}
            >
              {label}
            </Button>
          ))}
        </fieldset>
      )}
      <ReportMap
        drawing={drawing}
        legend={mapLegend(report, colouring)}
        chosen={chosen}
        onOpenPhoto={onOpenPhoto}
      />
      {report.photoCount > report.photos.length && (
        <p className="report-note">The map shows the first {formatCount(report.photos.length)} photos.</p>
      )}
      {left > 0 && (
        <p className="report-note">
          {formatCount(left)} without a position {left === 1 ? 'is' : 'are'} not on the map.
        </p>
      )}
    </>
  );
}
