export { type DensifiedView, type DensifyOptions, densifyViews } from './densify-views.ts';
export type { StereoPoint, StereoScene, StereoView } from './scene.ts';
