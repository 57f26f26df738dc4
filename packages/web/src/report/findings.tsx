import type { Report } from '../api/fetch-report.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import './findings.css';

type Finding = Report['findings'][number];

interface FindingsProps {
  findings: readonly Finding[];
  /** The index of the finding whose photos are highlighted on the map. */
  chosen: number | undefined;
  onChoose: (index: number | undefined) => void;
  /** Whether the map shows a photo. */
  isOnMap: (id: string) => boolean;
  onOpenPhoto: (id: string) => void;
}

/** Photos named in a finding; the rest are counted. */
const MAX_NAMES = 12;

const ICONS = { Problem: 'warning', Warning: 'warning', Notice: 'photo' } as const;

/** What to know or do, the most important first, with the photos concerned. */
export function Findings({ findings, chosen, onChoose, isOnMap, onOpenPhoto }: FindingsProps) {
  if (findings.length === 0) {
    return (
      <p className="findings-none" data-testid="no-findings">
        <Icon name="done" size={18} /> No problems were found with these photos.
      </p>
    );
  }
  return (
    <ul className="findings" data-testid="findings">
      {findings.map((finding, index) => (
        <li
          key={`${finding.code} ${finding.message}`}
          className="finding"
          data-severity={finding.severity}
          data-code={finding.code}
        >
          <Icon name={ICONS[finding.severity]} size={18} />
          <div>
            <p>{finding.message}</p>
            <PhotoNames finding={finding} onOpenPhoto={onOpenPhoto} />
          </div>
          {finding.photos.some(({ id }) => isOnMap(id)) && (
            <Button
              kind="quiet"
              aria-pressed={chosen === index}
              onClick={() => onChoose(chosen === index ? undefined : index)}
            >
              Show on map
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function PhotoNames({
  finding,
  onOpenPhoto,
}: {
  finding: Finding;
  onOpenPhoto: FindingsProps['onOpenPhoto'];
}) {
  const named = finding.photos.slice(0, MAX_NAMES);
  if (named.length === 0) return null;
  const rest = finding.count - named.length;
  return (
    <p className="finding-photos">
      {named.map(({ id, name }) => (
        <button key={id} type="button" onClick={() => onOpenPhoto(id)}>
          {name}
        </button>
      ))}
      {rest > 0 && <span>and {rest} more</span>}
    </p>
  );
}
