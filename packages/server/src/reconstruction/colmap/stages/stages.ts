import type { Stage } from '../stage.ts';
import { buildSurface } from './build-surface.ts';
import { findFeatures } from './find-features.ts';
import { locateCameras } from './locate-cameras.ts';
import { matchPhotos } from './match-photos.ts';
import { placeModel } from './place-model.ts';
import { textureModel } from './texture-model.ts';
import { undistortPhotos } from './undistort-photos.ts';

/** The way from photos to a model, in order. */
export const STAGES: readonly Stage[] = [
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
