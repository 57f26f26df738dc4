import type { LocalJob } from '../../local/workspaces/local-job.ts';
import type { ColmapStage } from '../commands/colmap-stage.ts';
import { buildMesh } from './build-mesh.ts';
import { computeDepthMaps } from './compute-depth-maps.ts';
import { extractFeatures } from './extract-features.ts';
import { georeferenceModel } from './georeference-model.ts';
import { matchImages } from './match-images.ts';
import { reconstructSparseModel } from './reconstruct-sparse-model.ts';
import { textureModel } from './texture-model.ts';
import { undistortPhotos } from './undistort-photos.ts';

/** The stages from photos to a georeferenced sparse model and undistorted photos, in order. */
export const SPARSE_STAGES: readonly ColmapStage[] = [
  {
    id: 'features',
    name: 'Feature extraction',
    startsWithout: () => [],
    run: extractFeatures,
  },
  {
    id: 'matches',
    name: 'Image matching',
    startsWithout: (workspace) => [workspace.pairsFolder],
    run: matchImages,
  },
  {
    id: 'cameras',
    name: 'Structure from motion',
    startsWithout: (workspace) => [workspace.sparseFolder],
    run: reconstructSparseModel,
  },
  {
    id: 'placing',
    name: 'Georeferencing',
    startsWithout: (workspace) => [workspace.georeferencedFolder],
    run: georeferenceModel,
  },
  {
    id: 'undistortion',
    name: 'Undistortion',
    startsWithout: (workspace) => [workspace.undistortedFolder],
    run: undistortPhotos,
  },
];
const DENSE_STAGE: ColmapStage = {
  id: 'depths',
  name: 'Dense matching',
  // Both implementations resume where they were stopped.
  startsWithout: () => [],
  run: computeDepthMaps,
};
const MESH_STAGES: readonly ColmapStage[] = [
  {
    id: 'surface',
    name: 'Meshing',
    startsWithout: (workspace) => [workspace.meshFolder],
    run: buildMesh,
  },
  {
    id: 'texture',
    name: 'Texturing',
    startsWithout: () => [],
    run: textureModel,
  },
];

/** The stages of a job, in order. A preview is meshed from the sparse point cloud. */
export function stagesFor({ options }: Pick<LocalJob, 'options'>): readonly ColmapStage[] {
  const dense = options.quality !== 'preview';
  return [...SPARSE_STAGES, ...(dense ? [DENSE_STAGE] : []), ...MESH_STAGES];
}
