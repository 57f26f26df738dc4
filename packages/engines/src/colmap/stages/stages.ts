import type { LocalJob } from '../../local/workspaces/local-job.ts';
import type { ColmapStage } from '../commands/colmap-stage.ts';
import { buildSurface } from './build-surface.ts';
import { findFeatures } from './find-features.ts';
import { locateCameras } from './locate-cameras.ts';
import { matchPhotos } from './match-photos.ts';
import { measureDepths } from './measure-depths.ts';
import { placeModel } from './place-model.ts';
import { textureModel } from './texture-model.ts';
import { undistortPhotos } from './undistort-photos.ts';

/** From photos to a model whose cameras and points are known, in order. */
export const LOCATING_STAGES: readonly ColmapStage[] = [
  {
    id: 'features',
    name: 'Find features',
    startsWithout: () => [],
    run: findFeatures,
  },
  {
    id: 'matches',
    name: 'Match photos',
    startsWithout: (workspace) => [workspace.pairsFolder],
    run: matchPhotos,
  },
  {
    id: 'cameras',
    name: 'Locate cameras',
    startsWithout: (workspace) => [workspace.sparseFolder],
    run: locateCameras,
  },
  {
    id: 'placing',
    name: 'Place the model',
    startsWithout: (workspace) => [workspace.placedFolder, workspace.referencesFile],
    run: placeModel,
  },
  {
    id: 'undistortion',
    name: 'Undistort photos',
    startsWithout: (workspace) => [workspace.undistortedFolder],
    run: undistortPhotos,
  },
];
const DENSE_STAGE: ColmapStage = {
  id: 'depths',
  name: 'Measure depths',
  // Both ways of measuring go on where they were stopped.
  startsWithout: () => [],
  run: measureDepths,
};
const SHAPING_STAGES: readonly ColmapStage[] = [
  {
    id: 'surface',
    name: 'Build the surface',
    startsWithout: (workspace) => [workspace.surfaceFolder],
    run: buildSurface,
  },
  {
    id: 'texture',
    name: 'Texture the model',
    startsWithout: () => [],
    run: textureModel,
  },
];

/** The way from photos to a model, in order. A preview is made from the sparse cloud. */
export function stagesFor({ options }: Pick<LocalJob, 'options'>): readonly ColmapStage[] {
  const dense = options.quality !== 'preview';
  return [...LOCATING_STAGES, ...(dense ? [DENSE_STAGE] : []), ...SHAPING_STAGES];
}
