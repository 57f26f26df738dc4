import type { ALTITUDE_REFERENCE, CAMERA_SHARING, MATCHER } from '@tiepoint/protocol';
import type { Quality, TaskOptions, WaitingStart } from '../api/fetch-project.ts';
import { formatCount, formatMoment } from '../ui/format.ts';

/** Two joined codes have less. */
const MAX_SYSTEM_LENGTH = 40;

/** Names of the quality presets. */
export const QUALITY_NAMES: Record<Quality, string> = {
  preview: 'Preview',
  standard: 'Standard',
  high: 'High',
};

/** Names of the matching strategies. */
export const MATCHER_NAMES: Record<MATCHER, string> = {
  auto: 'Automatic',
  exhaustive: 'Exhaustive: all pairs',
  sequential: 'Sequential: by name, as in a video',
  spatial: 'Spatial: by position',
};

/** Names of the ways to share intrinsics. */
export const CAMERA_SHARING_NAMES: Record<CAMERA_SHARING, string> = {
  auto: 'Automatic: by EXIF',
  single: 'One camera for all photos',
  perPhoto: 'One camera per photo',
};

/** Names of what altitudes are above. */
export const ALTITUDE_NAMES: Record<ALTITUDE_REFERENCE | '', string> = {
  '': 'Automatic: as the photos state',
  ellipsoid: 'The WGS 84 ellipsoid',
  seaLevel: 'Sea level',
};

/** Names of the options other than quality and engine. */
export const OPTION_NAMES = {
  maxImageSize: 'Maximum image size',
  matcher: 'Photos compared',
  cameraSharing: 'Cameras',
  coordinateSystem: 'Coordinates',
  altitudesAbove: 'Altitudes above',
  targetFaces: 'Triangles',
} as const;

/** The options of a task as names and values; `engine` is the title of its engine. */
export function optionList(options: TaskOptions, engine = options.engine): [name: string, value: string][] {
  const { quality, maxImageSize, matcher, cameraSharing, coordinateSystem, altitudesAbove, targetFaces } =
    options;
  return [
    ['Quality', QUALITY_NAMES[quality]],
    ['Engine', engine],
    [
      OPTION_NAMES.maxImageSize,
      maxImageSize === null ? 'By quality' : `${formatCount(maxImageSize)} px at most`,
    ],
    [OPTION_NAMES.matcher, MATCHER_NAMES[matcher]],
    [OPTION_NAMES.cameraSharing, CAMERA_SHARING_NAMES[cameraSharing]],
    [OPTION_NAMES.coordinateSystem, coordinateSystem === 'local' ? 'Local' : shortenSystem(coordinateSystem)],
    [OPTION_NAMES.altitudesAbove, ALTITUDE_NAMES[altitudesAbove ?? '']],
    [
      OPTION_NAMES.targetFaces,
      targetFaces === null ? 'As many as the photos support' : `About ${formatCount(targetFaces)}`,
    ],
  ];
}

/** A code as it is; of a PROJ string or WKT the beginning. */
export function shortenSystem(system: string): string {
  return system.length <= MAX_SYSTEM_LENGTH ? system : `${system.slice(0, MAX_SYSTEM_LENGTH - 1)}…`;
}

/** The conditions of a pending start, as a sentence. */
export function waitsFor({ minReadyPercent, startAt }: WaitingStart): string {
  const conditions = [
    typeof minReadyPercent === 'number' && `as soon as ${minReadyPercent} % of the photos are Ready`,
    typeof startAt === 'string' && `on ${formatMoment(startAt)}`,
  ].filter((condition) => condition !== false);
  const when = conditions.length > 0 ? conditions.join(', or ') : 'as soon as all photos are checked';
  return `It starts automatically ${when}.`;
}
