export { type DensifiedView, type DensifyOptions, densifyViews } from './densify-views.ts';
export type { Matrix, StereoPoint, StereoScene, StereoView, Vector } from './scene.ts';
