import { type GeodeticPosition, isLocal } from '@tiepoint/inspection';
import type { LocalPhoto } from '../workspaces/local-job.ts';
import { nameSome } from './name-some.ts';

/** Photos whose altitudes are measured from one level. */
export interface ChosenAltitudes {
  photos: readonly LocalPhoto[];
  /** Whether altitudes can say how the model is tilted: not where all photos have the same one. */
  areAltitudesKnown: boolean;
  notes: string[];
}

const SAME_METRES = 0.01;
const NAMES = { ellipsoid: 'above the ellipsoid', seaLevel: 'above the sea' };

/** Keeps only altitudes that are measured from the same level: those of the majority, where photos state it. */
export function chooseAltitudes(photos: readonly LocalPhoto[]): ChosenAltitudes {
  const groups = Map.groupBy(photos, ({ position }) => altitudeOf(position)?.altitudeAbove);
  const stated = (['ellipsoid', 'seaLevel'] as const)
    .map((name) => ({ name, members: groups.get(name) ?? [] }))
    .sort((a, b) => b.members.length - a.members.length);
  const [most, fewer] = [stated[0]!, stated[1]!];
  const isMixed = fewer.members.length > 0;
  const dropped = new Set(isMixed ? fewer.members : []);
  const kept = photos.map((photo) => (dropped.has(photo) ? withoutAltitude(photo) : photo));
  const names = nameSome(fewer.members.map(({ displayName }) => displayName));
  const note = `Altitudes are of two kinds: ${most.members.length} are ${NAMES[most.name]}, which the model's heights are, and ${fewer.members.length} ${NAMES[fewer.name]}, which are not used: ${names}.`;
  return { photos: kept, areAltitudesKnown: !areAllEqual(kept), notes: isMixed ? [note] : [] };
}

function altitudeOf(position: LocalPhoto['position']): GeodeticPosition | undefined {
  return position && !isLocal(position) && position.altitude !== undefined ? position : undefined;
}

function areAllEqual(photos: readonly LocalPhoto[]): boolean {
  const altitudes = photos.flatMap(({ position }) => altitudeOf(position)?.altitude ?? []);
  return altitudes.length > 2 && altitudes.every((one) => Math.abs(one - altitudes[0]!) < SAME_METRES);
}

function withoutAltitude(photo: LocalPhoto): LocalPhoto {
  const { position } = photo;
  if (!position || isLocal(position)) return photo;
  const { latitude, longitude, deviation } = position;
  return { ...photo, position: { latitude, longitude, ...(deviation && { deviation }) } };
}
