import type { ReportCamera } from '@tiepoint/protocol';
import type { ReadyPhoto } from './set-photo.ts';

/**
 * The cameras of a set, the most used first, and for each photo the index of its camera. Photos share a camera where
 * make, model, serial number, lens, focal length and image size are equal.
 */
export function findCameras(photos: readonly ReadyPhoto[]): { cameras: ReportCamera[]; cameraOf: number[] } {
  const byKey = new Map<string, ReportCamera>();
  const keys = photos.map((photo) => {
    const camera = cameraOf(photo);
    const key = JSON.stringify(camera);
    const known = byKey.get(key) ?? camera;
    known.count++;
    byKey.set(key, known);
    return key;
  });
  const sorted = [...byKey].sort(([, a], [, b]) => b.count - a.count);
  const indices = new Map(sorted.map(([key], index) => [key, index]));
  return { cameras: sorted.map(([, camera]) => camera), cameraOf: keys.map((key) => indices.get(key) ?? 0) };
}

function cameraOf({ facts }: ReadyPhoto): ReportCamera {
  const { make, model, serial, lens, focalLength, focalLengthIn35mm } = facts.metadata;
  // Portrait and landscape photos of one camera belong together.
  const [width, height] = [Math.max(facts.width, facts.height), Math.min(facts.width, facts.height)];
  return {
    make: make ?? null,
    model: model ?? null,
    serial: serial ?? null,
    lens: lens ?? null,
    focalLength: focalLength ?? null,
    focalLengthIn35mm: focalLengthIn35mm ?? null,
    width,
    height,
    count: 0,
  };
}
