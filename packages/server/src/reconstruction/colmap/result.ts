import type { EngineOutput, EngineResult } from '../engine.ts';
import type { ColmapJob } from './colmap-job.ts';
import { leftOutPhotos } from './left-out-photos.ts';
import { factOf, type StageFacts } from './stage.ts';
import type { Workspace } from './workspace.ts';

/** The figures of a finished job. */
export function resultOf(job: ColmapJob, facts: StageFacts): EngineResult {
  const registered = factOf(facts, 'registered');
  return {
    photos: job.photos.length,
    registered: registered.length,
    leftOut: leftOutPhotos(job, registered),
    points: factOf(facts, 'points'),
    reprojectionError: factOf(facts, 'reprojectionErrorPixels'),
    faces: factOf(facts, 'faces'),
    georeferenced: factOf(facts, 'frame').type === 'enu',
    notes: [...(job.notes ?? []), ...(facts.notes ?? [])],
  };
}

/** The files of a finished job. */
export function outputsOf(workspace: Workspace): EngineOutput[] {
  return [
    { name: 'model.glb', path: workspace.modelFile, contentType: 'model/gltf-binary' },
    { name: 'points.ply', path: workspace.pointsFile, contentType: 'application/octet-stream' },
    { name: 'cameras.json', path: workspace.camerasFile, contentType: 'application/json' },
    { name: 'log.txt', path: workspace.logFile, contentType: 'text/plain; charset=utf-8' },
  ];
}
