import { join } from 'node:path';
import type { ColmapWorkspace } from '../colmap/commands/colmap-workspace.ts';

/** The files of OpenMVS in a job's workspace. */
export interface OpenMvsWorkspace {
  folder: string;
  /** A link to the undistorted photos: some versions look for them beside the scene. */
  photosLink: string;
  /** Cameras, and names of the photos. */
  sceneFile: string;
  denseSceneFile: string;
  densePointsFile: string;
  meshFile: string;
  /** The textured mesh with its textures, as OpenMVS writes them. */
  texturedFolder: string;
  texturedFile: string;
}

/** The files of OpenMVS in a workspace. */
export function openMvsIn(workspace: ColmapWorkspace): OpenMvsWorkspace {
  const place = (...names: string[]) => join(workspace.folder, 'openmvs', ...names);
  return {
    folder: place(),
    photosLink: place('images'),
    sceneFile: place('scene.mvs'),
    denseSceneFile: place('dense.mvs'),
    densePointsFile: place('dense.ply'),
    meshFile: place('mesh.ply'),
    texturedFolder: place('textured'),
    texturedFile: place('textured', 'model.glb'),
  };
}
