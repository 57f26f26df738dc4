import { useEffect } from 'react';
import type { CameraPhoto } from '../api/fetch-camera-photo.ts';
import { Button } from '../ui/button.tsx';
import { formatMoment } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import './photo-panel.css';

interface PhotoPanelProps {
  /** Undefined while loading, null when it is no longer in the project. */
  photo: CameraPhoto | null | undefined;
  /** Error of loading it. */
  error: Error | undefined;
  /** Number of the camera, from 1, and of all cameras. */
  number: number;
  total: number;
  onStep: (by: 1 | -1) => void;
  onFly: () => void;
  onClose: () => void;
}

/** A camera's photo beside the model, with buttons for the previous and the next one. */
export function PhotoPanel({ photo, error, number, total, onStep, onFly, onClose }: PhotoPanelProps) {
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      // The arrow keys have another meaning there.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLCanvasElement) return;
      if (event.key === 'Escape') onClose();
      if (event.key === 'ArrowLeft') onStep(-1);
      if (event.key === 'ArrowRight') onStep(1);
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, [onClose, onStep]);

  const large = photo?.thumbs[1] ?? photo?.thumbs[0];
  return (
    <aside className="photo-panel" aria-label="Photo" data-testid="photo-panel">
      <header>
        <span className="photo-panel-name" data-testid="photo-name">
          {photo?.name ?? (photo === null || error ? 'No photo' : 'Loading…')}
        </span>
        <Button kind="quiet" shape="icon" aria-label="Close the photo" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="photo-panel-picture">
        {large !== undefined && (
          <img key={large} src={large} alt={photo?.name ?? ''} data-testid="photo-picture" />
        )}
        {photo === null && <p>This photo is no longer in the project.</p>}
        {error && <p>{error.message}</p>}
      </div>
      <p className="photo-panel-facts">{photo && <Facts photo={photo} />}</p>
      <footer>
        <Button shape="icon" aria-label="Previous photo" onClick={() => onStep(-1)}>
          <Icon name="back" />
        </Button>
        <span className="photo-panel-number">
          {number} / {total}
        </span>
        <Button shape="icon" aria-label="Next photo" onClick={() => onStep(1)}>
          <Icon name="next" />
        </Button>
        <Button kind="primary" onClick={onFly}>
          <Icon name="aim" size={18} />
          Fly to this camera
        </Button>
      </footer>
    </aside>
  );
}

function Facts({ photo }: { photo: CameraPhoto }) {
  const { width, height, exif, url } = photo;
  const facts = [
    width !== null && height !== null && `${width} × ${height}`,
    exif?.model,
    exif?.takenAt && formatMoment(exif.takenAt),
  ].filter(Boolean);
  return (
    <>
      <span>{facts.join(' · ')}</span>
      {url !== null && (
        <a href={url} target="_blank" rel="noreferrer">
          Original
        </a>
      )}
    </>
  );
}
