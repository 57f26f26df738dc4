import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Frame } from './geometry-tasks.ts';

/** Where everything of one job lies. */
export interface Workspace {
  folder: string;
  /** The job as it was submitted. */
  jobFile: string;
  /** Everything that COLMAP has said. */
  logFile: string;
  /** One file for each finished stage. */
  markersFolder: string;
  photosFolder: string;
  /** The photos' file names, one a line: what COLMAP reads, in this order. */
  photoList: string;
  /** What later jobs of the series can use again; moved as one. */
  featuresFolder: string;
  /** COLMAP's features and matches (SQLite). */
  database: string;
  /** Which photos the database is about, and by which options it was made. */
  databaseOriginFile: string;
  /** Lists of the pairs to match, one file for each run of the matcher. */
  pairsFolder: string;
  /** The mapper's models: `0`, `1`, … */
  sparseFolder: string;
  /** The best model, placed in the world by its photos' positions. */
  placedFolder: string;
  /** Known positions of photos for the placing. */
  referencesFile: string;
  /** Photos without lens distortion, and the model that fits them. */
  undistortedFolder: string;
  undistortedPhotosFolder: string;
  undistortedModelFolder: string;
  /** Depth maps of the undistorted photos. */
  depthsFolder: string;
  /** What of them tells how far away each pixel is. */
  depthMapsFolder: string;
  /** What our own search of depths needs between its phases: some 25 MB a photo. */
  depthSearchFolder: string;
  /** The points of the depth maps, as they lie in COLMAP's frame. */
  fusedPointsFile: string;
  /** More such points, less exact, where those are missing. */
  lenientPointsFile: string;
  /** The same points in the frame of the model. */
  densePointsFile: string;
  /** The same in the projected system that was asked for. */
  projectedDensePointsFile: string;
  surfaceFolder: string;
  /** The points that the surface is laid through, with normals. */
  orientedPointsFile: string;
  /** The surface before it is trimmed and coloured. */
  meshFile: string;
  /** What people get. */
  outputsFolder: string;
  modelFile: string;
  /** The same model, packed for browsers. */
  webModelFile: string;
  /** A large model in tiles, for streaming. */
  tilesetFile: string;
  pointsFile: string;
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
    photoList: place('images.txt'),
    featuresFolder: place('features'),
    database: place('features', 'database.db'),
    databaseOriginFile: place('features', 'origin.json'),
    pairsFolder: place('pairs'),
    sparseFolder: place('sparse'),
    placedFolder: place('placed'),
    referencesFile: place('references.txt'),
    undistortedFolder: place('undistorted'),
    undistortedPhotosFolder: place('undistorted', 'images'),
    undistortedModelFolder: place('undistorted', 'sparse'),
    depthsFolder: place('undistorted', 'stereo'),
    depthMapsFolder: place('undistorted', 'stereo', 'depth_maps'),
    depthSearchFolder: place('undistorted', 'stereo', 'search'),
    fusedPointsFile: place('undistorted', 'fused.ply'),
    lenientPointsFile: place('undistorted', 'fused-lenient.ply'),
    densePointsFile: place('outputs', 'dense-points.ply'),
    projectedDensePointsFile: place('outputs', 'projected-dense-points.ply'),
    surfaceFolder: place('surface'),
    orientedPointsFile: place('surface', 'oriented-points.ply'),
    meshFile: place('surface', 'mesh.ply'),
    outputsFolder: place('outputs'),
    modelFile: place('outputs', 'model.glb'),
    webModelFile: place('outputs', 'model-web.glb'),
    tilesetFile: place('outputs', 'model.3tz'),
    pointsFile: place('outputs', 'points.ply'),
    camerasFile: place('outputs', 'cameras.json'),
  };
}

/** Where the mapper has put a model. */
export function locatedModelFolder(workspace: Workspace, modelNumber: string): string {
  return join(workspace.sparseFolder, modelNumber);
}

/** Where the model is that all later stages go on with. */
export function placedModelFolder(workspace: Workspace, frame: Frame, modelNumber: string): string {
  return frame.type === 'local' ? locatedModelFolder(workspace, modelNumber) : workspace.placedFolder;
}

/** Writes a text that a command reads, with the folders above it. */
export async function writeInput(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
