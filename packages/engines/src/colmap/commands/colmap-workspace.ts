import { join } from 'node:path';
import type { Frame } from '../../local/alignment/frame.ts';
import { type Workspace, workspaceIn } from '../../local/workspaces/workspace.ts';

/** Where everything of one job lies on COLMAP's way. */
export interface ColmapWorkspace extends Workspace {
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
  surfaceFolder: string;
  /** The points that the surface is laid through, with normals. */
  orientedPointsFile: string;
  /** The surface before it is trimmed and coloured. */
  meshFile: string;
}

/** Names the places in a job's folder. */
export function colmapWorkspaceIn(folder: string): ColmapWorkspace {
  const place = (...names: string[]) => join(folder, ...names);
  return {
    ...workspaceIn(folder),
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
    surfaceFolder: place('surface'),
    orientedPointsFile: place('surface', 'oriented-points.ply'),
    meshFile: place('surface', 'mesh.ply'),
  };
}

/** Where the mapper has put a model. */
export function locatedModelFolder(workspace: ColmapWorkspace, modelNumber: string): string {
  return join(workspace.sparseFolder, modelNumber);
}

/** Where the model is that all later stages go on with. */
export function placedModelFolder(workspace: ColmapWorkspace, frame: Frame, modelNumber: string): string {
  return frame.type === 'local' ? locatedModelFolder(workspace, modelNumber) : workspace.placedFolder;
}
