export { generateScene, type Scene, type SceneOptions, type SceneProgress } from './generate-scene.ts';
export { readTruth, surfaceHeight, type TrueCamera, type Truth } from './truth.ts';
