import type { ReportCamera, ReportFinding } from '@tiepoint/protocol';
import type { ReadyPhoto } from '../set-photo.ts';
import type { SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** Equivalent focal lengths are rounded to whole millimetres. */
const MIN_ZOOM_RATIO = 1.08;

/** Finds several cameras, digital zoom in a part of the photos, and panoramas. */
export function findMixedCameras(facts: SetFacts): ReportFinding[] {
  const zoomed = findMixedZoom(facts);
  return [...findPanoramas(facts), ...zoomed, ...findSeveralCameras(facts, zoomed.length > 0)];
}

function findSeveralCameras({ cameras, cameraOf, ready }: SetFacts, isZoomTold: boolean): ReportFinding[] {
  if (cameras.length < 2) return [];
  if (isZoomTold && new Set(cameras.map(keyWithoutZoom)).size === 1) return [];
  const others = subjectOf(
    [...ready.keys()].filter((index) => cameraOf[index] !== 0),
    ready,
  );
  const message = `${cameras.length} cameras or lens settings were used; ${others.who} ${others.one ? 'is' : 'are'} not from the main one, ${sayCamera(cameras[0])}. Each is calibrated separately, for which 10 photos or more are best.`;
  return [createFinding(others, { code: 'SeveralCameras', severity: 'Notice', message })];
}

function sayCamera(camera: ReportCamera | undefined): string {
  const name = [camera?.make, camera?.model].filter((part) => part).join(' ') || 'an unknown camera';
  return camera?.focalLength ? `${name} at ${camera.focalLength} mm` : name;
}

/** Cameras write the focal length of the lens at every digital zoom. */
function findMixedZoom({ cameras, cameraOf, ready }: SetFacts): ReportFinding[] {
  const alike = Map.groupBy(cameras.keys(), (camera) => keyWithoutZoom(cameras[camera]!));
  return [...alike.values()].flatMap(([main, ...others]) => {
    const usual = cameras[main!]!;
    const zoomed = others.filter((other) => isZoomed(usual, cameras[other]!));
    if (zoomed.length === 0 || usual.focalLength === null) return [];
    const subject = subjectOf(
      [...ready.keys()].filter((index) => zoomed.includes(cameraOf[index]!)),
      ready,
    );
    const message = `${subject.who} ${subject.one ? 'was' : 'were'} taken with ${sayZoom(zoomed.map((other) => cameras[other]!))}, the others with ${sayZoom([usual])}: ${subject.one ? 'it is' : 'they are'} calibrated as another camera, for which 10 photos or more are best. Take all photos at one zoom.`;
    return [createFinding(subject, { code: 'MixedZoom', severity: 'Warning', message })];
  });
}

function keyWithoutZoom(camera: ReportCamera): string {
  return JSON.stringify({ ...camera, focalLengthIn35mm: null, digitalZoomRatio: null, count: 0 });
}

function isZoomed(usual: ReportCamera, other: ReportCamera): boolean {
  const ratios = [
    (other.digitalZoomRatio ?? 1) / (usual.digitalZoomRatio ?? 1),
    other.focalLengthIn35mm && usual.focalLengthIn35mm
      ? other.focalLengthIn35mm / usual.focalLengthIn35mm
      : 1,
  ];
  return ratios.some((ratio) => Math.max(ratio, 1 / ratio) > MIN_ZOOM_RATIO);
}

function sayZoom(cameras: readonly ReportCamera[]): string {
  const zooms = cameras.map(({ digitalZoomRatio, focalLengthIn35mm }) =>
    digitalZoomRatio ? `${digitalZoomRatio}×` : focalLengthIn35mm ? `${focalLengthIn35mm} mm (35 mm)` : '1×',
  );
  return `a digital zoom of ${[...new Set(zooms)].join(', ')}`;
}

function findPanoramas({ ready }: SetFacts): ReportFinding[] {
  const wide = new Set([...ready.keys()].filter((index) => isTwiceAsWide(ready[index]!)));
  // Some phones take photos of this shape: then it is that of the set.
  const isShapeRare = 2 * wide.size < ready.length;
  const panoramas = subjectOf(
    [...ready.keys()].filter(
      (index) => ready[index]?.facts.metadata.projection !== undefined || (isShapeRare && wide.has(index)),
    ),
    ready,
  );
  if (panoramas.indices.length === 0) return [];
  const message = `${panoramas.who} ${panoramas.one ? 'is a panorama' : 'are panoramas'}, which can't be reconstructed as ${panoramas.one ? 'a photo' : 'photos'}: remove ${panoramas.them}, and add the single photos ${panoramas.one ? 'it was' : 'they were'} made of.`;
  return [createFinding(panoramas, { code: 'Panoramas', severity: 'Warning', message })];
}

/** The shape of spherical panoramas. */
function isTwiceAsWide({ facts }: ReadyPhoto): boolean {
  return facts.width === 2 * facts.height;
}
