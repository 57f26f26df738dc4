import { join } from 'node:path';

/** Where everything of one job lies that any local engine keeps. */
export interface Workspace {
  folder: string;
  /** The job as it was submitted. */
  jobFile: string;
  /** Everything that the programs have said. */
  logFile: string;
  /** One file for each finished stage. */
  markersFolder: string;
  photosFolder: string;
  /** What people get. */
  outputsFolder: string;
  modelFile: string;
  /** The same model, packed for browsers. */
  webModelFile: string;
  /** A large model in tiles, for streaming. */
  tilesetFile: string;
  pointsFile: string;
  /** The dense points in the frame of the model. */
  densePointsFile: string;
  /** The same in the projected system that was asked for. */
  projectedDensePointsFile: string;
  camerasFile: string;
}

/** Names the places in a job's folder. */
export function workspaceIn(folder: string): Workspace {
  const place = (...names: string[]) => join(folder, ...names);
  return {
    folder,
    jobFile: place('job.json'),
    logFile: place('log.txt'),
    markersFolder: place('finished'),
    photosFolder: place('images'),
    outputsFolder: place('outputs'),
    modelFile: place('outputs', 'model.glb'),
    webModelFile: place('outputs', 'model-web.glb'),
    tilesetFile: place('outputs', 'model.3tz'),
    pointsFile: place('outputs', 'points.ply'),
    densePointsFile: place('outputs', 'dense-points.ply'),
    projectedDensePointsFile: place('outputs', 'projected-dense-points.ply'),
    camerasFile: place('outputs', 'cameras.json'),
  };
}
