import type { PhotoOrder } from '../api/fetch-photos.ts';
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
  order: PhotoOrder;
  onOrder: (order: PhotoOrder) => void;
}

const LABELS: Record<PhotoFilter, string> = {
  all: 'All',
  ready: 'Ready',
  warned: 'With warnings',
  invalid: 'Invalid',
};

const ORDERS: Record<PhotoOrder, string> = { Registered: 'As uploaded', Name: 'By name' };

/** Chooses photos by their verdicts, and their order. */
export function PhotoFilterBar({ filter, counts, onFilter, order, onOrder }: PhotoFilterBarProps) {
  const filters = Object.keys(LABELS) as PhotoFilter[];
  const orders = Object.keys(ORDERS) as PhotoOrder[];
  return (
    <div className="photo-filters">
      <fieldset className="photo-filter" data-testid="photo-filter">
        <legend className="visually-hidden">Photos to show</legend>
        {filters.map((name) => (
          <Button key={name} kind="quiet" aria-pressed={filter === name} onClick={() => onFilter(name)}>
            {LABELS[name]}
            {counts[name] !== undefined && <span>{formatCount(counts[name])}</span>}
          </Button>
        ))}
      </fieldset>
      <fieldset className="photo-filter" data-testid="photo-order">
        <legend className="visually-hidden">Order of the photos</legend>
        {orders.map((name) => (
          <Button key={name} kind="quiet" aria-pressed={order === name} onClick={() => onOrder(name)}>
            {ORDERS[name]}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
