import type { CAMERA_SHARING, MATCHER } from '@tiepoint/protocol';
import type { Quality, TaskOptions, WaitingStart } from '../api/fetch-project.ts';
import { formatCount, formatMoment } from '../ui/format.ts';

/** What the qualities are called. */
export const QUALITY_NAMES: Record<Quality, string> = {
  preview: 'Preview',
  standard: 'Standard',
  high: 'High',
};

/** Which photos are compared, for people who choose. */
export const MATCHER_NAMES: Record<MATCHER, string> = {
  auto: 'As the photos allow',
  exhaustive: 'All with all',
  sequential: 'Neighbours by name, as in a video',
  spatial: 'Neighbours by position',
};

/** Which photos share a lens, for people who choose. */
export const CAMERA_SHARING_NAMES: Record<CAMERA_SHARING, string> = {
  auto: 'As the photos say',
  single: 'One camera for all photos',
  perPhoto: 'One for each photo',
};

/** What the options are called, beside quality and engine. */
export const OPTION_NAMES = {
  maxImageSize: 'Longer side of photos',
  matcher: 'Photos compared',
  cameraSharing: 'Cameras',
  coordinateSystem: 'Coordinates',
  targetFaces: 'Triangles',
} as const;

/** The options of a task as names and values; `engine` is what its engine is called. */
export function optionList(options: TaskOptions, engine = options.engine): [name: string, value: string][] {
  const { quality, maxImageSize, matcher, cameraSharing, coordinateSystem, targetFaces } = options;
  return [
    ['Quality', QUALITY_NAMES[quality]],
    ['Engine', engine],
    [
      OPTION_NAMES.maxImageSize,
      maxImageSize === null ? 'As the quality says' : `${formatCount(maxImageSize)} px at most`,
    ],
    [OPTION_NAMES.matcher, MATCHER_NAMES[matcher]],
    [OPTION_NAMES.cameraSharing, CAMERA_SHARING_NAMES[cameraSharing]],
    [OPTION_NAMES.coordinateSystem, coordinateSystem === 'local' ? 'Local' : coordinateSystem],
    [
      OPTION_NAMES.targetFaces,
      targetFaces === null ? 'As many as the photos give' : `About ${formatCount(targetFaces)}`,
    ],
  ];
}

/** What a start waits for, as a sentence. */
export function waitsFor({ minReadyPercent, startAt }: WaitingStart): string {
  const conditions = [
    typeof minReadyPercent === 'number' && `as soon as ${minReadyPercent} % of the photos are Ready`,
    typeof startAt === 'string' && `on ${formatMoment(startAt)}`,
  ].filter((condition) => condition !== false);
  const when = conditions.length > 0 ? conditions.join(', or ') : 'as soon as all photos are checked';
  return `It starts by itself ${when}.`;
}
