import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import './photo-filter.css';

/** Which photos to show. */
export type PhotoFilter = 'all' | 'ready' | 'warned' | 'invalid';

interface PhotoFilterBarProps {
  filter: PhotoFilter;
  /** How many photos each shows; undefined while unknown. */
  counts: Record<PhotoFilter, number | undefined>;
  onFilter: (filter: PhotoFilter) => void;
}

const LABELS: Record<PhotoFilter, string> = {
  all: 'All',
  ready: 'Ready',
  warned: 'With warnings',
  invalid: 'Invalid',
};

/** Chooses photos by their verdicts. */
export function PhotoFilterBar({ filter, counts, onFilter }: PhotoFilterBarProps) {
  const filters = Object.keys(LABELS) as PhotoFilter[];
  return (
    <fieldset className="photo-filter" data-testid="photo-filter">
      <legend className="visually-hidden">Photos to show</legend>
      {filters.map((name) => (
        <Button key={name} kind="quiet" aria-pressed={filter === name} onClick={() => onFilter(name)}>
          {LABELS[name]}
          {counts[name] !== undefined && <span>{formatCount(counts[name])}</span>}
        </Button>
      ))}
    </fieldset>
  );
}
