import { useEffect, useRef } from 'react';
import type { PhotoDetails } from '../api/fetch-photo.ts';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatDistance, formatMoment } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import './photo-dialog.css';
import { verdictName } from '../ui/verdict-name.ts';
import { PhotoZoom } from './photo-zoom.tsx';

interface PhotoDialogProps {
  /** Undefined while loading, null when it is no longer in the project. */
  photo: PhotoDetails | null | undefined;
  /** Error of loading it. */
  error: Error | undefined;
  /** Undefined when it is the only one. */
  onStep: ((by: 1 | -1) => void) | undefined;
  onClose: () => void;
}

/** A photo in the whole window, with its verdict and details. */
export function PhotoDialog({ photo, error, onStep, onClose }: PhotoDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.key === 'ArrowLeft') onStep?.(-1);
      if (event.key === 'ArrowRight') onStep?.(1);
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, [onStep]);
  return (
    <dialog
      className="photo-dialog"
      aria-label="Photo"
      data-testid="photo-dialog"
      ref={dialog}
      onCancel={onClose}
    >
      <header>
        <span className="photo-dialog-name">{photo?.name ?? (photo === null ? 'No photo' : 'Loading…')}</span>
        {onStep && <StepButtons onStep={onStep} />}
        <Button kind="quiet" shape="icon" aria-label="Close the photo" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="photo-dialog-picture">
        {photo ? (
          <PhotoPicture photo={photo} />
        ) : (
          <p>{error?.message ?? (photo === null && 'This photo is no longer in the project.')}</p>
        )}
      </div>
      {photo && <Verdict photo={photo} />}
    </dialog>
  );
}

function StepButtons({ onStep }: { onStep: (by: 1 | -1) => void }) {
  return (
    <>
      <Button kind="quiet" shape="icon" aria-label="Previous photo" onClick={() => onStep(-1)}>
        <Icon name="back" />
      </Button>
      <Button kind="quiet" shape="icon" aria-label="Next photo" onClick={() => onStep(1)}>
        <Icon name="next" />
      </Button>
    </>
  );
}

function PhotoPicture({ photo }: { photo: PhotoDetails }) {
  const large = photo.thumbs[1] ?? photo.thumbs[0];
  if (large === undefined) return <p>There is no preview of it.</p>;
  const longerSide = Math.max(photo.width ?? 0, photo.height ?? 0);
  return (
    <PhotoZoom key={photo.id} large={large} name={photo.name} longerSide={longerSide} tiles={photo.tiles} />
  );
}

function Verdict({ photo }: { photo: PhotoDetails }) {
  return (
    <footer>
      {photo.error?.map((sentence) => (
        <p key={sentence} className="photo-dialog-error">
          {sentence}
        </p>
      ))}
      {photo.warnings.map(({ code, message }) => (
        <p key={code} data-testid="photo-dialog-warning">
          <strong>{verdictName(code)}.</strong> {message}
        </p>
      ))}
      <p className="photo-dialog-facts">
        <span>{factsOf(photo).join(' · ')}</span>
        {photo.url && (
          <a href={photo.url} target="_blank" rel="noreferrer">
            Original
          </a>
        )}
      </p>
    </footer>
  );
}

function factsOf({ width, height, size, exif }: PhotoDetails): string[] {
  const { latitude, longitude, altitude, relativeAltitude } = exif ?? {};
  const facts = [
    width && height && `${width} × ${height}`,
    size && formatBytes(size),
    exif?.model ?? exif?.make,
    exif?.focalLength && `${Number(exif.focalLength.toFixed(1))} mm`,
    exif?.takenAt && formatMoment(exif.takenAt),
    typeof latitude === 'number' && typeof longitude === 'number' && formatPosition(latitude, longitude),
    typeof altitude === 'number' && `${formatDistance(altitude)} above sea level`,
    typeof relativeAltitude === 'number' && `${formatDistance(relativeAltitude)} above take-off`,
  ];
  return facts.filter((fact): fact is string => typeof fact === 'string' && fact !== '');
}

function formatPosition(latitude: number, longitude: number): string {
  const [north, east] = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : 'E'];
  return `${Math.abs(latitude).toFixed(5)}° ${north}, ${Math.abs(longitude).toFixed(5)}° ${east}`;
}
