import { isLocal } from '@tiepoint/inspection';
import type { NodeOdmJob } from '../work/nodeodm-job.ts';

/*
 * Files that tell ODM of places. Formats: https://docs.opendronemap.org/geo/ and https://docs.opendronemap.org/gcp/.
 * Both begin with the coordinate system; longitude comes before latitude.
 */

/** ODM needs at least three points. */
const MIN_FITTED_POINTS = 3;
const SYSTEM = 'EPSG:4326';

/** A file for the node, with the name that ODM expects. */
export interface PositionFile {
  name: 'geo.txt' | 'gcp_list.txt';
  text: string;
}

/** The positions of the photos, because not all are in EXIF; no file if there are none. */
export function geoFileOf({ photos }: NodeOdmJob): PositionFile[] {
  const lines = photos.flatMap(({ nodeName, position }) =>
    position && !isLocal(position)
      ? [[nodeName, position.longitude, position.latitude, position.altitude ?? []].flat().join(' ')]
      : [],
  );
  return lines.length > 0 ? [{ name: 'geo.txt', text: [SYSTEM, ...lines, ''].join('\n') }] : [];
}

/** What users must know of positions that ODM can't use. */
export function notesOnPositions({ photos }: Pick<NodeOdmJob, 'photos'>): string[] {
  const local = photos.some(({ position }) => position && isLocal(position));
  const why = 'ODM needs longitude and latitude, and uses those in the photos, if any';
  return local ? [`The local positions in pose.txt are left out: ${why}.`] : [];
}

/** The control points that ODM can use, without checkpoints. */
export function gcpFileOf({ controlPoints }: NodeOdmJob): { files: PositionFile[]; notes: string[] } {
  const marked = controlPoints.filter(({ observations }) => observations.length > 0);
  const geographic = marked.filter(({ place }) => place.type === 'geographic');
  const fitted = geographic.filter(({ checkpoint }) => !checkpoint);
  const notes = [
    geographic.length < marked.length &&
      'Control points in model coordinates are left out: ODM needs longitude and latitude.',
    fitted.length < geographic.length && 'Checkpoints are not used, and ODM reports no residuals for them.',
    fitted.length > 0 &&
      fitted.length < MIN_FITTED_POINTS &&
      `Only ${fitted.length} control points are usable; ODM needs ${MIN_FITTED_POINTS}, so they are left out.`,
  ].filter((note) => note !== false);
  if (fitted.length < MIN_FITTED_POINTS) return { files: [], notes };
  const lines = fitted.flatMap(({ name, place, observations }) => {
    if (place.type !== 'geographic') return [];
    const where = `${place.longitude} ${place.latitude} ${place.altitude}`;
    const label = name.replace(/\W+/g, '_');
    return observations.map(({ nodeName, x, y }) => `${where} ${x} ${y} ${nodeName} ${label}`);
  });
  return { files: [{ name: 'gcp_list.txt', text: [SYSTEM, ...lines, ''].join('\n') }], notes };
}
