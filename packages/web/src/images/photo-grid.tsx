import type { Photo, PhotoList } from '../api/fetch-photos.ts';
import type { ImageState } from '../api/fetch-project.ts';
import { Icon } from '../ui/icon.tsx';
import { Picture } from '../ui/picture.tsx';
import './photo-grid.css';

const stateLabels: Record<ImageState, string> = {
  Pending: 'Not sent yet',
  Uploading: 'Being sent',
  Uploaded: 'Arrived',
  Processing: 'Being checked',
  Ready: 'Ready',
  Invalid: 'Not usable',
};

/** The photos: first those that are not usable with the reasons, then the others as pictures. */
export function PhotoGrid({ photos }: { photos: PhotoList }) {
  return (
    <div className="photos" data-testid="photos">
      {photos.invalid.length > 0 && (
        <ul className="photo-faults">
          {photos.invalid.map((photo) => (
            <PhotoFault key={photo.id} photo={photo} />
          ))}
        </ul>
      )}
      <ul className="photo-grid">
        {[...photos.ready, ...photos.waiting].map((photo) => (
          <PhotoCell key={photo.id} photo={photo} />
        ))}
      </ul>
    </div>
  );
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

function PhotoCell({ photo }: { photo: Photo }) {
  const [small, large] = photo.thumbs;
  const caption = <span className="photo-name">{photo.name}</span>;
  if (small === undefined) {
    return (
      <li className="photo-cell" data-state={photo.state}>
        <span className="photo-picture">{stateLabels[photo.state]}</span>
        {caption}
      </li>
    );
  }
  return (
    <li className="photo-cell" data-state={photo.state}>
      <a href={large ?? small} target="_blank" rel="noreferrer">
        <span className="photo-picture">
          <Picture src={small} alt="" />
        </span>
        {caption}
      </a>
    </li>
  );
}
