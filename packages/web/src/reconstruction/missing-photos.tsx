import type { Task } from '../api/fetch-project.ts';
import { formatCount } from '../ui/format.ts';

/** Names that fit into a sentence. */
const NAMED = 5;

/** Says without which registered photos a task was started; nothing where none was missing. */
export function MissingPhotos({ missing }: { missing: Task['missingPhotos'] }) {
  if (missing === null) return null;
  const { count, photos } = missing;
  const names = photos.slice(0, NAMED).map(({ name }) => name);
  const others = count > names.length ? ` and ${formatCount(count - names.length)} more` : '';
  return (
    <span data-testid="missing-photos">
      {count === 1 ? '1 photo was' : `${formatCount(count)} photos were`} registered but never sent, and left
      out: {names.join(', ')}
      {others}.
    </span>
  );
}
