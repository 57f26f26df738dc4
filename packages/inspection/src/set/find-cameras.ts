import type { ReportCamera } from '@tiepoint/protocol';
import { cameraKeyOf, cameraTraitsOf } from '../metadata/camera-traits.ts';
import type { ReadyPhoto } from './set-photo.ts';

/** The cameras of a set, the most used first, and for each photo the index of its camera. */
export function findCameras(photos: readonly ReadyPhoto[]): { cameras: ReportCamera[]; cameraOf: number[] } {
  const byKey = new Map<string, ReportCamera>();
  const keys = photos.map(({ facts }) => {
    const key = cameraKeyOf(facts);
    const known = byKey.get(key) ?? { ...cameraTraitsOf(facts), count: 0 };
    known.count++;
    byKey.set(key, known);
    return key;
  });
  const sorted = [...byKey].sort(([, a], [, b]) => b.count - a.count);
  const indices = new Map(sorted.map(([key], index) => [key, index]));
  return { cameras: sorted.map(([, camera]) => camera), cameraOf: keys.map((key) => indices.get(key) ?? 0) };
}
