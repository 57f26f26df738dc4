import { join } from 'node:path';
import type { Frame } from '../../local/alignment/frame.ts';
import { type Workspace, workspaceIn } from '../../local/workspaces/workspace.ts';

/** The files and folders of one job of COLMAP. */
export interface ColmapWorkspace extends Workspace {
  /** The photos' file names, one a line: what COLMAP reads, in this order. */
  photoList: string;
  /** What later jobs of the series can reuse; moved as a whole. */
  featuresFolder: string;
  /** COLMAP's features and matches (SQLite). */
  database: string;
  /** The photos and options that the database was made from. */
  databaseOriginFile: string;
  /** Lists of the pairs to match, one file for each run of the matcher. */
  pairsFolder: string;
  /** The mapper's models: `0`, `1`, … */
  sparseFolder: string;
  /** The best model, georeferenced. */
  georeferencedFolder: string;
  /** Photos without lens distortion, and the model that fits them. */
  undistortedFolder: string;
  undistortedPhotosFolder: string;
  undistortedModelFolder: string;
  /** COLMAP's folder of depth and normal maps. */
  stereoFolder: string;
  depthMapsFolder: string;
  /** Temporary files of dense matching on the CPU: about 25 MB per photo. */
  denseMatchingFolder: string;
  /** The fused points, in the frame of the sparse model. */
  fusedPointsFile: string;
  /** Fused points of lenient consistency, for the gaps between the strict ones. */
  lenientPointsFile: string;
  meshFolder: string;
  /** The points that the mesh is built from, with normals. */
  orientedPointsFile: string;
  /** The mesh before trimming and texturing. */
  meshFile: string;
}

/** The workspace in a job's folder. */
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
    georeferencedFolder: place('placed'),
    undistortedFolder: place('undistorted'),
    undistortedPhotosFolder: place('undistorted', 'images'),
    undistortedModelFolder: place('undistorted', 'sparse'),
    stereoFolder: place('undistorted', 'stereo'),
    depthMapsFolder: place('undistorted', 'stereo', 'depth_maps'),
    denseMatchingFolder: place('undistorted', 'stereo', 'search'),
    fusedPointsFile: place('undistorted', 'fused.ply'),
    lenientPointsFile: place('undistorted', 'fused-lenient.ply'),
    meshFolder: place('surface'),
    orientedPointsFile: place('surface', 'oriented-points.ply'),
    meshFile: place('surface', 'mesh.ply'),
  };
}

/** The folder of one of the mapper's models. */
export function mapperModelFolder(workspace: ColmapWorkspace, modelNumber: string): string {
  return join(workspace.sparseFolder, modelNumber);
}

/** The folder of the model that all later stages use. */
export function georeferencedModelFolder(
  workspace: ColmapWorkspace,
  frame: Frame,
  modelNumber: string,
): string {
  return frame.type === 'local' ? mapperModelFolder(workspace, modelNumber) : workspace.georeferencedFolder;
}
