import { join } from 'node:path';

/** The files of a job that every local engine has. */
export interface Workspace {
  folder: string;
  /** The job as it was submitted. */
  jobFile: string;
  /** The output of all programs. */
  logFile: string;
  /** One file for each finished stage. */
  markersFolder: string;
  photosFolder: string;
  /** The outputs of the job. */
  outputsFolder: string;
  modelFile: string;
  /** The same model, packed for browsers. */
  webModelFile: string;
  /** A large model in tiles, for streaming. */
  tilesetFile: string;
  pointsFile: string;
  /** The dense points in the frame of the model. */
  densePointsFile: string;
  /** The same in the requested projected system. */
  projectedDensePointsFile: string;
  camerasFile: string;
}

/** The workspace in a job's folder. */
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
