import type { EngineOutput, EngineResult, LeftOutPhoto } from '../../port/engine.ts';
import { offsetOf } from '../alignment/frame.ts';
import type { LocalJob } from '../workspaces/local-job.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { leftOutPhotos } from './left-out-photos.ts';
import { factOf, type StageFacts } from './stage.ts';

/** The figures of a finished job. */
export function resultOf(job: LocalJob, facts: StageFacts): EngineResult {
  const registered = factOf(facts, 'registered');
  const { type } = factOf(facts, 'frame');
  return {
    photos: job.photos.length,
    registered: registered.length,
    leftOut: leftOutPhotos(job, registered),
    points: factOf(facts, 'points'),
    reprojectionError: factOf(facts, 'reprojectionErrorPixels'),
    faces: factOf(facts, 'faces'),
    georeferenced: type === 'enu' || type === 'projected',
    inLocalFrame: type === 'model',
    controlPoints: facts.controlPoints,
    controlPointRms: facts.controlPointRms,
    checkpointRms: facts.checkpointRms,
    positions: facts.positions,
    notes: [...(job.notes ?? []), ...(facts.notes ?? [])],
  };
}

/** The photos that a finished job could not use, each with why. */
export function leftOutOf(job: LocalJob, facts: StageFacts): LeftOutPhoto[] {
  const registered = new Set(factOf(facts, 'registered'));
  const reason = 'Its position could not be found: it overlaps too little with the other photos.';
  return job.photos.flatMap(({ fileName }) => (registered.has(fileName) ? [] : [{ fileName, reason }]));
}

/** The files of a finished job. */
export function outputsOf(workspace: Workspace, facts: StageFacts = {}): EngineOutput[] {
  const { densePoints, frame, webModel, tiles } = facts;
  const dense = {
    name: 'dense-points.ply',
    path: offsetOf(frame) ? workspace.projectedDensePointsFile : workspace.densePointsFile,
    contentType: 'application/octet-stream',
  };
  return [
    { name: 'model.glb', path: workspace.modelFile, contentType: 'model/gltf-binary' },
    ...(webModel ? [webModelOf(workspace)] : []),
    ...(tiles === undefined ? [] : [tilesetOf(workspace)]),
    { name: 'points.ply', path: workspace.pointsFile, contentType: 'application/octet-stream' },
    ...(densePoints === undefined ? [] : [dense]),
    { name: 'cameras.json', path: workspace.camerasFile, contentType: 'application/json' },
    { name: 'log.txt', path: workspace.logFile, contentType: 'text/plain; charset=utf-8' },
  ];
}

function webModelOf({ webModelFile }: Workspace): EngineOutput {
  return { name: 'model-web.glb', path: webModelFile, contentType: 'model/gltf-binary' };
}

function tilesetOf({ tilesetFile }: Workspace): EngineOutput {
  return { name: 'model.3tz', path: tilesetFile, contentType: 'application/vnd.maxar.archive.3tz+zip' };
}
