import type { Report } from '../api/fetch-report.ts';
import { Figures } from '../ui/figures.tsx';
import { formatCount, formatDistance } from '../ui/format.ts';

/** Notes on heights that do not come from the photos themselves. */
const HEIGHT_NOTES: Record<Report['coverage']['heightSource'], string> = {
  RelativeAltitude: '',
  AltitudeSpread: ' (estimated)',
  Spacing: ' (estimated)',
  Unknown: '',
};

/** The figures of a photo set: size, coverage and resolution. Unknown ones are left out. */
export function ReportFigures({ report }: { report: Report }) {
  const { coverage, overlap, photoCount, gigaPixel } = report;
  const note = HEIGHT_NOTES[coverage.heightSource];
  const figures: (readonly [string, string])[] = [
    ['Usable photos', formatCount(photoCount)],
    ['Gigapixels', gigaPixel.toFixed(2)],
  ];
  if (isKnown(coverage.area)) figures.push(['Ground covered', formatArea(coverage.area)]);
  if (isKnown(coverage.height)) figures.push(['Height', `${formatDistance(coverage.height)}${note}`]);
  if (isKnown(coverage.resolution))
    figures.push(['Ground sampling distance', `${formatDistance(coverage.resolution)}/px`]);
  if (photoCount > 1)
    figures.push(['With a position', `${formatCount(coverage.positioned)} of ${photoCount}`]);
  if (overlap.rule !== 'None') figures.push(['Overlaps per photo', formatCount(overlap.neighbours)]);
  if (coverage.nadir + coverage.oblique > 0) {
    figures.push(['Nadir / oblique', `${coverage.nadir} / ${coverage.oblique}`]);
  }
  return <Figures figures={figures} />;
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number';
}

/** `850 m²`, `1.4 ha`, `2.3 km²`. */
function formatArea(squareMetres: number): string {
  if (squareMetres < 10_000) return `${formatCount(Math.round(squareMetres))} m²`;
  if (squareMetres < 1_000_000) return `${(squareMetres / 10_000).toFixed(1)} ha`;
  return `${(squareMetres / 1_000_000).toFixed(1)} km²`;
}
