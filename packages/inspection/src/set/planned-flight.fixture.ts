import type { PhotoMetadata } from '../photo-facts.ts';
import { createLocalFrame } from './positions/local-frame.ts';
import type { ReadyPhoto } from './set-photo.ts';

/** Where a planned photo is taken: metres east, north and above the ground. */
export interface Shot {
  east: number;
  north: number;
  metadata?: PhotoMetadata;
  name?: string;
}

const ORIGIN = { latitude: 46.9712, longitude: 7.6584 };
const SECONDS_PER_PHOTO = 3;
const FIRST_PHOTO_AT = Date.UTC(2024, 6, 6, 8);
/** A drone that looks down from 80 m: a photo shows 111 x 83 m. */
const DRONE: PhotoMetadata = {
  make: 'Maker',
  model: 'Flyer',
  focalLength: 8.8,
  focalLengthIn35mm: 26,
  altitude: 580,
  relativeAltitude: 80,
  pitch: -90,
};

/** A flight in parallel lines to and fro, with 75 % of a photo in the next and 70 % in the next line's. */
export function flyGrid(lines: number, perLine: number, corner = { east: 0, north: 0 }): Shot[] {
  const [across, along] = [33, 21];
  return Array.from({ length: lines * perLine }, (_, index) => {
    const line = Math.floor(index / perLine);
    const step = index % perLine;
    const northward = line % 2 === 0;
    return {
      east: corner.east + line * across,
      north: corner.north + (northward ? step : perLine - 1 - step) * along,
      metadata: { yaw: northward ? 0 : 180 },
    };
  });
}

/** Photos as a drone takes them at these places, one after the other, named `0001.jpg` and on. */
export function takePhotos(shots: readonly Shot[]): ReadyPhoto[] {
  const frame = createLocalFrame([ORIGIN]);
  return shots.map(({ east, north, metadata, name }, index) => {
    const takenAt = new Date(FIRST_PHOTO_AT + index * SECONDS_PER_PHOTO * 1000).toISOString().slice(0, 19);
    const own = { ...DRONE, takenAt, ...frame?.toGeographic([east, north]), ...metadata };
    return {
      id: `id-${index + 1}`,
      name: name ?? `${String(index + 1).padStart(4, '0')}.jpg`,
      state: 'Ready',
      facts: { width: 4000, height: 3000, metadata: own },
    };
  });
}
