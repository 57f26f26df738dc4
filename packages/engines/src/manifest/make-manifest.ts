import type { Manifest, ManifestPhoto } from '@tiepoint/protocol';
import type { EngineResult } from '../port/engine.ts';
import type { TaskOptions } from '../port/task-options.ts';
import type { FinishedStep } from './finished-step.ts';

/** Facts about a task for its manifest that are stored nowhere else; extended while it runs. */
export type Provenance = Partial<Pick<Manifest, 'engine' | 'host' | 'metaFiles' | 'controlPoints'>>;

/** The task in a manifest. */
export interface ManifestTask
  extends Pick<Manifest['task'], 'id' | 'state' | 'errorCode' | 'error' | 'startReason'> {
  /** All attempts so far. */
  fence: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  options: TaskOptions;
  steps: readonly FinishedStep[];
  result: EngineResult | null;
  provenance: Provenance | null;
}

/** A photo in a manifest. */
export interface PhotoOfTask extends Pick<ManifestPhoto, 'name' | 'fileName' | 'sha1' | 'width' | 'height'> {
  imageId: string;
  size: number | null;
  /** Why the photo was not given to the engine; null if it was. */
  fault: string | null;
  /** Why the engine did not use it, as a sentence; null if it did. */
  leftOut: string | null;
}

/** The input of `makeManifest`. */
export interface ManifestFacts {
  task: ManifestTask;
  project: { id: string; name: string };
  photos: readonly PhotoOfTask[];
  outputs: readonly { name: string; contentType: string; size: number; sha256: string | null }[];
}

/** Describes a task: photos, options, software, machine, times and outputs. */
export function makeManifest({ task, project, photos, outputs }: ManifestFacts): Manifest {
  const { engine = null, host = null, metaFiles = [], controlPoints = [] } = task.provenance ?? {};
  return {
    manifestVersion: 1,
    task: {
      id: task.id,
      state: task.state,
      errorCode: task.errorCode,
      error: task.error,
      startReason: task.startReason,
      attempts: task.fence,
      createdAt: task.createdAt.toISOString(),
      startedAt: task.startedAt?.toISOString() ?? null,
      endedAt: task.endedAt?.toISOString() ?? null,
    },
    project,
    options: task.options,
    engine,
    host,
    photos: photos.map((photo) => describePhoto(photo, task.state === 'Done')),
    metaFiles,
    controlPoints,
    stages: task.steps.map(({ name, startedAt = null, seconds, reused = false }) => {
      return { name, startedAt, seconds, reused };
    }),
    result: task.result,
    outputs: outputs.map(({ name, contentType, size, sha256 }) => ({
      name,
      contentType,
      bytes: size,
      sha256,
    })),
  };
}

/** Without a model, no photo was used. */
function describePhoto(photo: PhotoOfTask, done: boolean): ManifestPhoto {
  const { imageId, name, fileName, sha1, size, width, height, fault, leftOut } = photo;
  const reason = fault ?? leftOut;
  return {
    id: imageId,
    name,
    fileName,
    sha1,
    bytes: size,
    width,
    height,
    given: fault === null,
    used: done && reason === null,
    reason,
  };
}
