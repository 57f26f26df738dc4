import type { ImageState, Project } from '../api/fetch-project.ts';
import { formatNumberOf } from '../ui/format.ts';
import './photo-progress.css';

/** In the order in which a photo goes through them. */
const GROUPS: { label: string; tone: 'ready' | 'invalid' | 'checking' | 'coming'; states: ImageState[] }[] = [
  { label: 'ready', tone: 'ready', states: ['Ready'] },
  { label: 'being checked', tone: 'checking', states: ['Uploaded', 'Processing'] },
  { label: 'pending', tone: 'coming', states: ['Pending', 'Uploading'] },
  { label: 'not usable', tone: 'invalid', states: ['Invalid'] },
];

/** How many photos are in each state, as a bar and in words. */
export function PhotoProgress({ counts, total }: { counts: Project['imageCounts']; total: number }) {
  const parts = GROUPS.map(({ states, ...group }) => ({
    ...group,
    count: counts.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0),
  })).filter(({ count }) => count > 0);
  return (
    <div className="photo-progress" data-testid="photo-progress">
      <div className="photo-progress-bar" aria-hidden="true">
        {parts.map(({ tone, count }) => (
          <span key={tone} data-tone={tone} style={{ flexGrow: count }} />
        ))}
      </div>
      <p>
        <strong>{formatNumberOf(total, 'photo')}</strong>
        {parts.map(({ label, tone, count }) => (
          <span key={tone} className="photo-progress-part" data-tone={tone}>
            {count} {label}
          </span>
        ))}
      </p>
    </div>
  );
}
