import type { OptionProblem } from '../../port/engine.ts';
import type { TaskOptions } from '../../port/task-options.ts';
import type { InstalledColmap } from './find-colmap.ts';

/** Smaller photos give too few features to match. */
const MIN_IMAGE_SIZE_PIXELS = 400;
/** A mesh with fewer triangles shows nothing of the subject. */
const MIN_TARGET_FACES = 100;

/** The first option that COLMAP, as it is installed, can't fulfil; undefined where it can fulfil all. */
export function judgeColmapOptions(
  { maxImageSize, cameraSharing, targetFaces }: TaskOptions,
  installed: InstalledColmap | undefined,
): OptionProblem | undefined {
  if (maxImageSize !== null && maxImageSize < MIN_IMAGE_SIZE_PIXELS) {
    const message = `Photos of ${maxImageSize} pixels give too few features: choose ${MIN_IMAGE_SIZE_PIXELS} or more.`;
    return { option: 'maxImageSize', message };
  }
  if (targetFaces !== null && targetFaces < MIN_TARGET_FACES) {
    const message = `${targetFaces} triangles are too few for a model: choose ${MIN_TARGET_FACES} or more.`;
    return { option: 'targetFaces', message };
  }
  const known = installed?.options.get('feature_extractor');
  if (cameraSharing === 'perPhoto' && known && !known.has('ImageReader.single_camera_per_image')) {
    const message = `COLMAP ${installed?.version} can't give each photo a camera of its own: choose auto or single.`;
    return { option: 'cameraSharing', message };
  }
  return undefined;
}
