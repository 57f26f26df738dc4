import type { PhotoFacts } from '../photo-facts.ts';

/** What photos of one camera with one lens setting have in common; null where unknown. */
export interface CameraTraits {
  make: string | null;
  model: string | null;
  serial: string | null;
  lens: string | null;
  focalLength: number | null;
  focalLengthIn35mm: number | null;
  digitalZoomRatio: number | null;
  /** The longer side in pixels. */
  width: number;
  height: number;
}

/** The facts of a photo that tell its camera. */
export type CameraFacts = Pick<PhotoFacts, 'width' | 'height' | 'metadata'>;

/** The camera of a photo, by EXIF. Photos that are stored turned by 90° have the same one. */
export function cameraTraitsOf({ width, height, metadata }: CameraFacts): CameraTraits {
  const { make, model, serial, lens, focalLength, focalLengthIn35mm, digitalZoomRatio } = metadata;
  return {
    make: make ?? null,
    model: model ?? null,
    serial: serial ?? null,
    lens: lens ?? null,
    focalLength: focalLength ?? null,
    focalLengthIn35mm: focalLengthIn35mm ?? null,
    digitalZoomRatio: digitalZoomRatio ?? null,
    width: Math.max(width, height),
    height: Math.min(width, height),
  };
}

/** A key that is equal for photos with the same intrinsics. */
export function cameraKeyOf(facts: CameraFacts): string {
  return JSON.stringify(Object.values(cameraTraitsOf(facts)));
}

/** The camera in words: `DJI FC300S, 3.61 mm, 4000 × 3000`. */
export function nameCamera(facts: CameraFacts): string {
  const { make, model, focalLength, digitalZoomRatio, width, height } = cameraTraitsOf(facts);
  const parts = [
    [make, model].filter((part) => part !== null).join(' ') || 'unknown camera',
    focalLength !== null && `${Number(focalLength.toFixed(2))} mm`,
    digitalZoomRatio !== null && `${Number(digitalZoomRatio.toFixed(2))}× digital zoom`,
    `${width} × ${height}`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
