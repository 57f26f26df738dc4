import type { ReportCoverage, ReportGap, ReportGroup, ReportPhoto } from '@tiepoint/protocol';
import { inCaptureOrder } from './capture-order.ts';
import { countReasons } from './count-reasons.ts';
import { estimateTasks } from './estimate-task.ts';
import { findCameras } from './find-cameras.ts';
import { findFindings } from './findings/find-findings.ts';
import { nameFirst, namePhoto } from './findings/name-photos.ts';
import { median } from './median.ts';
import { type Connections, connectPhotos } from './overlap/connect-photos.ts';
import { estimateOverlap, type OverlapEstimate } from './overlap/estimate-overlap.ts';
import { measureCoveredArea } from './positions/covered-area.ts';
import { findLineGaps, type LineGap } from './positions/find-line-gaps.ts';
import type { LocalFrame } from './positions/local-frame.ts';
import { type Placement, placePhotos, type SetMap } from './positions/place-photos.ts';
import type { PastTask, ReadyPhoto, SetPhoto, SetReport } from './set-photo.ts';
import { createYielder, type YieldToEventLoop } from './yield-to-event-loop.ts';

/** Options of `reportSet`. */
export interface ReportOptions {
  signal: AbortSignal;
  /** Finished reconstructions that the estimates are based on, the newest first. */
  history?: readonly PastTask[];
}

/** A map can’t show more pairs than this. */
const MAX_LISTED_PAIRS = 50_000;
/** Photos with a flatter camera pitch are oblique: they show facades rather than roofs. */
const MAX_NADIR_PITCH_DEGREES = -60;
/** Image matching is estimated by position if at least this share of the photos has one. */
const MIN_POSITIONED_SHARE = 0.8;

/**
 * Reports on a set of photos before it is reconstructed: coverage, overlap, connections, expected time. Ten thousand
 * photos take seconds; the event loop is not blocked meanwhile. Throws the signal's reason once it is aborted.
 */
export async function reportSet(photos: readonly SetPhoto[], options: ReportOptions): Promise<SetReport> {
  const { signal, history = [] } = options;
  signal.throwIfAborted();
  const yieldToEventLoop = createYielder(signal);
  const ready = inCaptureOrder(photos.filter(isReady));
  const { cameras, cameraOf } = findCameras(ready);
  const map = placePhotos(ready);
  const overlap = await estimateOverlap(ready, map.placements, yieldToEventLoop);
  const connections = connectPhotos(ready.length, [...overlap.pairs, ...overlap.assumed]);
  const gaps = map.heightSource === 'Unknown' ? [] : findLineGaps(pointsOf(map));
  const coverage = await describeCoverage(map, yieldToEventLoop);
  const positioned = coverage.positioned >= MIN_POSITIONED_SHARE * ready.length && ready.length > 0;
  const photosOfReport = ready.map((photo, index) =>
    describePhoto(photo, [map.placements[index], map.frame], {
      camera: cameraOf[index] ?? 0,
      group: connections.componentOf[index] ?? 0,
      neighbours: connections.neighbours[index] ?? 0,
    }),
  );
  return {
    ...countReasons(photos),
    gigaPixel:
      ready.reduce((sum, { facts }) => sum + Math.max(2_073_600, facts.width * facts.height), 0) / 1e9,
    cameras,
    photoCount: ready.length,
    photos: photosOfReport,
    coverage,
    overlap: describeOverlap(overlap, connections),
    groups: connections.components.map((component) => describeGroup(component, ready)),
    gaps: gaps.map((gap) => describeGap(gap, ready, map.frame)),
    estimates: estimateTasks(ready, positioned, history),
    findings: findFindings({ photos, ready, cameras, cameraOf, map, overlap, connections, gaps }),
  };
}

function isReady(photo: SetPhoto): photo is ReadyPhoto {
  return photo.state === 'Ready' && photo.facts !== undefined;
}

function pointsOf({ placements }: SetMap) {
  return placements.map((placement) => (placement?.isOutlier ? undefined : placement?.at));
}

function describePhoto(
  { id, name, facts }: ReadyPhoto,
  [placement, frame]: readonly [Placement | undefined, LocalFrame | undefined],
  places: Pick<ReportPhoto, 'camera' | 'group' | 'neighbours'>,
): ReportPhoto {
  const { footprint } = placement ?? {};
  const corners = footprint?.corners.map((corner) => [corner, frame?.toGeographic(corner)] as const);
  return {
    id,
    name,
    takenAt: facts.metadata.takenAt ?? null,
    ...places,
    longitude: placement?.position.longitude ?? null,
    latitude: placement?.position.latitude ?? null,
    east: placement?.at[0] ?? null,
    north: placement?.at[1] ?? null,
    height: placement?.heightMetres ?? null,
    heading: placement?.headingDegrees ?? null,
    pitch: placement?.pitchDegrees ?? null,
    resolution: footprint?.gsdMetres ?? null,
    footprint: corners?.flatMap(([corner]) => [...corner]) ?? null,
    footprintDegrees:
      corners?.flatMap(([, degrees]) => (degrees ? [degrees.longitude, degrees.latitude] : [])) ?? null,
  };
}

async function describeCoverage(map: SetMap, yieldToEventLoop: YieldToEventLoop): Promise<ReportCoverage> {
  const placed = map.placements.filter((placement) => placement !== undefined);
  const footprints = placed.flatMap(({ footprint, isOutlier }) =>
    footprint && !isOutlier ? [footprint] : [],
  );
  const nadir = placed.filter(({ pitchDegrees = -90 }) => pitchDegrees <= MAX_NADIR_PITCH_DEGREES).length;
  return {
    positioned: placed.length,
    originLongitude: map.frame?.origin.longitude ?? null,
    originLatitude: map.frame?.origin.latitude ?? null,
    heightSource: map.heightSource,
    height: median(placed.flatMap(({ heightMetres }) => heightMetres ?? [])) ?? null,
    resolution: median(footprints.map(({ gsdMetres }) => gsdMetres)) ?? null,
    area: footprints.length > 0 ? await measureCoveredArea(footprints, yieldToEventLoop) : null,
    nadir: map.heightSource === 'Unknown' ? 0 : nadir,
    oblique: map.heightSource === 'Unknown' ? 0 : placed.length - nadir,
    assumptions: map.assumptions,
  };
}

function describeOverlap(overlap: OverlapEstimate, { neighbours }: Connections): SetReport['overlap'] {
  return {
    rule: overlap.rule,
    pairCount: overlap.pairs.length,
    pairs: overlap.pairs.slice(0, MAX_LISTED_PAIRS).flatMap((pair) => [...pair]),
    neighbours: median(neighbours) ?? 0,
    compared: overlap.compared,
    assumptions: overlap.assumptions,
  };
}

function describeGroup(group: readonly number[], ready: readonly ReadyPhoto[]): ReportGroup {
  return { count: group.length, photos: nameFirst(group, ready) };
}

function describeGap(gap: LineGap, ready: readonly ReadyPhoto[], frame: LocalFrame | undefined): ReportGap {
  const { longitude = 0, latitude = 0 } = frame?.toGeographic(gap.midpoint) ?? {};
  return {
    before: namePhoto(gap.before, ready),
    after: namePhoto(gap.after, ready),
    longitude,
    latitude,
    east: gap.midpoint[0],
    north: gap.midpoint[1],
    distance: gap.distanceMetres,
    usual: gap.spacingMetres,
  };
}
