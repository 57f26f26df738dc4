import type { ReportCamera, ReportFinding } from '@tiepoint/protocol';
import type { SetFacts } from './set-facts.ts';
import { subjectOf, tell } from './subject.ts';

/** What is good to know of a set: missing positions, photos that show the same, several cameras. */
export function findTraits(facts: SetFacts): ReportFinding[] {
  return [
    ...findMissingPositions(facts),
    ...findUncompared(facts),
    ...findDuplicates(facts),
    ...findSeveralCameras(facts),
  ];
}

function findMissingPositions({ map, ready }: SetFacts): ReportFinding[] {
  const missing = subjectOf(
    [...ready.keys()].filter((index) => !map.placements[index]),
    ready,
  );
  if (missing.indices.length === 0) return [];
  if (missing.indices.length === ready.length) {
    const message = 'No photo says where it was taken: the model will have no true scale, place or north.';
    return [tell('NoPositions', 'Notice', missing, message)];
  }
  const message = `${missing.who} ${missing.one ? 'does' : 'do'} not say where ${missing.one ? 'it was' : 'they were'} taken.`;
  return [tell('NoPositions', 'Warning', missing, message)];
}

function findUncompared({ overlap, ready }: SetFacts): ReportFinding[] {
  const unknown = subjectOf([...overlap.unknown], ready);
  if (ready.length < 2 || unknown.indices.length === 0) return [];
  const message = `${unknown.count} ${unknown.one ? 'was' : 'were'} not compared with others: whether ${unknown.one ? 'it connects' : 'they connect'} is not known.`;
  return [tell('NotCompared', 'Notice', unknown, message)];
}

function findDuplicates({ ready }: SetFacts): ReportFinding[] {
  const isSame = (index: number) =>
    ready[index]?.warnings?.some(({ code }) => code === 'NearDuplicate') ?? false;
  const same = subjectOf([...ready.keys()].filter(isSame), ready);
  if (same.indices.length === 0) return [];
  const message = `${same.who} ${same.one ? 'shows' : 'show'} nearly the same as others: such photos cost time and add little.`;
  return [tell('Duplicates', 'Notice', same, message)];
}

function findSeveralCameras({ cameras, cameraOf, ready }: SetFacts): ReportFinding[] {
  if (cameras.length < 2) return [];
  const others = subjectOf(
    [...ready.keys()].filter((index) => cameraOf[index] !== 0),
    ready,
  );
  const message = `${cameras.length} cameras or lens settings were used; ${others.who} ${others.one ? 'is' : 'are'} not from the one that took most, ${sayCamera(cameras[0])}. Each is calibrated by itself, best from 10 photos up.`;
  return [tell('SeveralCameras', 'Notice', others, message)];
}

function sayCamera(camera: ReportCamera | undefined): string {
  const name = [camera?.make, camera?.model].filter((part) => part).join(' ') || 'an unknown camera';
  return camera?.focalLength ? `${name} at ${camera.focalLength} mm` : name;
}
