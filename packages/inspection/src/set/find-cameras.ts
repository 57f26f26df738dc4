import type { ReportCamera } from '@tiepoint/protocol';
import type { ReadyPhoto } from './set-photo.ts';

/** Cameras with one lens setting and size each, the most used first, and which of them took each photo. */
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
  const places = new Map(sorted.map(([key], place) => [key, place]));
  return { cameras: sorted.map(([, camera]) => camera), cameraOf: keys.map((key) => places.get(key) ?? 0) };
}

function cameraOf({ facts }: ReadyPhoto): ReportCamera {
  const { make, model, serial, lens, focalLength, focalLengthIn35mm } = facts.metadata;
  // A camera held upright is the same camera.
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
