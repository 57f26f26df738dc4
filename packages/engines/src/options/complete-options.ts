import type { ReconstructionOptions } from '@tiepoint/protocol';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../port/task-options.ts';

/** Puts in what a request leaves out or says as null, or as "" as some clients do. */
export function completeOptions(
  needs: { defaultEngine: string },
  asked: ReconstructionOptions | null | undefined,
): TaskOptions {
  return {
    engine: asked?.engine || needs.defaultEngine,
    quality: asked?.quality ?? DEFAULT_TASK_OPTIONS.quality,
    maxImageSize: asked?.maxImageSize ?? DEFAULT_TASK_OPTIONS.maxImageSize,
    matcher: asked?.matcher ?? DEFAULT_TASK_OPTIONS.matcher,
    cameraSharing: asked?.cameraSharing ?? DEFAULT_TASK_OPTIONS.cameraSharing,
    coordinateSystem: asked?.coordinateSystem || DEFAULT_TASK_OPTIONS.coordinateSystem,
    altitudesAbove: asked?.altitudesAbove ?? DEFAULT_TASK_OPTIONS.altitudesAbove,
    targetFaces: asked?.targetFaces ?? DEFAULT_TASK_OPTIONS.targetFaces,
  };
}
