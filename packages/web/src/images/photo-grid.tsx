import type { Photo, PhotoList } from '../api/fetch-photos.ts';
import type { ImageState } from '../api/fetch-project.ts';
import { Icon } from '../ui/icon.tsx';
import { Picture } from '../ui/picture.tsx';
import { verdictName } from '../ui/verdict-name.ts';
import type { PhotoFilter } from './photo-filter.tsx';
import './photo-grid.css';

interface PhotoGridProps {
  photos: PhotoList;
  filter: PhotoFilter;
  /** `among`: ids of the displayed photos, in order. */
  onOpen: (id: string, among: readonly string[]) => void;
}

const STATE_LABELS: Record<ImageState, string> = {
  Pending: 'Not sent yet',
  Uploading: 'Being sent',
  Uploaded: 'Arrived',
  Processing: 'Being checked',
  Ready: 'Ready',
  Invalid: 'Not usable',
};
/** Warnings shown on a photo; the rest are counted. */
const MAX_MARKS = 2;

/** The photos with their verdicts: Invalid ones with the reasons, the others as thumbnails with warnings. */
export function PhotoGrid({ photos, filter, onOpen }: PhotoGridProps) {
  const { invalid, pictures } = choosePhotos(photos, filter);
  const among = pictures.filter(({ thumbs }) => thumbs.length > 0).map(({ id }) => id);
  return (
    <div className="photos" data-testid="photos">
      {invalid.length > 0 && (
        <ul className="photo-faults">
          {invalid.map((photo) => (
            <PhotoFault key={photo.id} photo={photo} />
          ))}
        </ul>
      )}
      <ul className="photo-grid">
        {pictures.map((photo) => (
          <PhotoCell key={photo.id} photo={photo} onOpen={() => onOpen(photo.id, among)} />
        ))}
      </ul>
      {invalid.length + pictures.length === 0 && <p className="photos-none">There are none.</p>}
    </div>
  );
}

function choosePhotos({ invalid, ready, waiting }: PhotoList, filter: PhotoFilter) {
  if (filter === 'invalid') return { invalid, pictures: [] };
  if (filter === 'ready') return { invalid: [], pictures: ready };
  if (filter === 'warned')
    return { invalid: [], pictures: ready.filter((photo) => photo.warnings.length > 0) };
  return { invalid, pictures: [...ready, ...waiting] };
}

function PhotoFault({ photo }: { photo: Photo }) {
  return (
    <li data-testid="invalid-photo">
      <Icon name="warning" size={18} />
      <span>
        <strong>{photo.name}</strong> {photo.error?.join(' ')}
      </span>
    </li>
  );
}

function PhotoCell({ photo, onOpen }: { photo: Photo; onOpen: () => void }) {
  const [small] = photo.thumbs;
  const caption = <span className="photo-name">{photo.name}</span>;
  if (small === undefined) {
    return (
      <li className="photo-cell" data-state={photo.state}>
        <span className="photo-picture">{STATE_LABELS[photo.state]}</span>
        {caption}
      </li>
    );
  }
  return (
    <li className="photo-cell" data-state={photo.state} data-testid="ready-photo">
      <button type="button" onClick={onOpen}>
        <span className="photo-picture">
          <Picture src={small} alt="" />
        </span>
        {caption}
        <Marks warnings={photo.warnings} />
      </button>
    </li>
  );
}

function Marks({ warnings }: Pick<Photo, 'warnings'>) {
  const rest = warnings.length - MAX_MARKS;
  return (
    <span className="photo-marks" title={warnings.map(({ message }) => message).join('\n') || undefined}>
      {warnings.slice(0, MAX_MARKS).map(({ code }) => (
        <span key={code} data-testid="photo-warning">
          {verdictName(code)}
        </span>
      ))}
      {rest > 0 && <span>+{rest}</span>}
    </span>
  );
}
