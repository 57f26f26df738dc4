import type { CSSProperties, MouseEvent } from 'react';
import { formatDistance } from '../ui/format.ts';
import { scaleBar } from '../ui/scale-bar.ts';
import { type MapDrawing, NO_TONE } from './draw-map.ts';
import './report-map.css';

interface ReportMapProps {
  drawing: MapDrawing;
  /** The legend, in the order of the colours; empty for a single one. */
  legend: readonly string[];
  /** Ids of the highlighted photos. */
  chosen: ReadonlySet<string>;
  onOpenPhoto?: ((id: string) => void) | undefined;
}

/** Number of colours, used cyclically. */
const TONES = 6;
/** Above this number, dots are drawn small. */
const MANY = 300;
const SCALE_BAR_UNITS = 220;

/** Positions and footprints of the photos, north up, with overlaps and gaps. */
export function ReportMap({ drawing, legend, chosen, onOpenPhoto }: ReportMapProps) {
  const { width, height, dots, outside } = drawing;
  const open = (event: MouseEvent<SVGElement>) => {
    const id = event.target instanceof SVGElement ? event.target.dataset.photo : undefined;
    if (id !== undefined) onOpenPhoto?.(id);
  };
  return (
    <figure className="report-map" data-testid="report-map">
      <div className="report-map-paper" style={{ '--aspect': width / height } as CSSProperties}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the photos can be reached by key in the lists. */}
        <svg
          viewBox={`0 0 ${width} ${height.toFixed(0)}`}
          role="img"
          aria-label={`Map of ${dots.length} photos`}
          data-many={dots.length > MANY ? '' : undefined}
          onClick={open}
        >
          {drawing.areas.map(({ tone, path }) => (
            <path key={tone} className="map-area" d={path} style={colourOf(tone)} />
          ))}
          <path className="map-overlaps" d={drawing.overlaps} />
          <path className="map-gaps" d={drawing.gaps} />
          {dots.map(({ id, name, x, y, tone, alone }) => (
            <Dot key={id} {...{ id, name, x, y, alone, tone, chosen: chosen.has(id) }} />
          ))}
          {outside.map(({ id, name, x, y }) => (
            <Dot key={id} {...{ id, name, x, y, alone: true, tone: NO_TONE, chosen: chosen.has(id) }} />
          ))}
        </svg>
        <NorthArrow />
        <Scale drawing={drawing} />
      </div>
      <figcaption>
        <Legend drawing={drawing} legend={legend} />
        {outside.map(({ id, name, metres, direction }) => (
          <p key={id}>
            {name} lies outside of the map, {formatDistance(metres)} to the {direction}.
          </p>
        ))}
      </figcaption>
    </figure>
  );
}

interface DotProps {
  id: string;
  name: string;
  x: number;
  y: number;
  tone: number;
  alone: boolean;
  chosen: boolean;
}

/** A line of zero length: its round caps make a dot of constant size on the screen. */
function Dot({ id, name, x, y, tone, alone, chosen }: DotProps) {
  const spot = `M${x.toFixed(1)} ${y.toFixed(1)}h0.01`;
  return (
    <g className="map-dot" data-alone={alone ? '' : undefined} data-chosen={chosen ? '' : undefined}>
      <title>{name}</title>
      <path className="map-dot-rim" d={spot} data-photo={id} />
      <path className="map-dot-core" d={spot} data-photo={id} style={colourOf(tone)} />
    </g>
  );
}

function NorthArrow() {
  return (
    <svg className="map-north" viewBox="0 0 24 36" width="24" height="36" role="img" aria-label="North is up">
      <path d="M12 2 18 18 12 14.5 6 18z" />
      <text x="12" y="33" textAnchor="middle">
        N
      </text>
    </svg>
  );
}

function Scale({ drawing: { metresPerUnit, width } }: { drawing: MapDrawing }) {
  const { pixels, label } = scaleBar(metresPerUnit, SCALE_BAR_UNITS);
  return (
    <div className="map-scale" style={{ width: `${(100 * pixels) / width}%` }}>
      <span>{label}</span>
    </div>
  );
}

function Legend({ drawing, legend }: Pick<ReportMapProps, 'drawing' | 'legend'>) {
  const entries = [
    ...legend.map((label, tone) => ({ label, mark: 'dot', tone })),
    ...(drawing.dots.some(({ alone }) => alone) ? [{ label: 'overlaps no other photo', mark: 'alone' }] : []),
    ...(drawing.overlaps ? [{ label: 'overlap', mark: 'overlap' }] : []),
    ...(drawing.gaps ? [{ label: 'gap in the flight line', mark: 'gap' }] : []),
  ];
  return (
    <ul className="map-legend">
      {entries.map(({ label, mark, ...entry }) => (
        <li key={label}>
          <span data-mark={mark} style={'tone' in entry ? colourOf(entry.tone) : undefined} />
          {label}
        </li>
      ))}
    </ul>
  );
}

function colourOf(tone: number): CSSProperties {
  return { color: tone === NO_TONE ? 'var(--ink-faint)' : `var(--tone-${tone % TONES})` };
}
