import type { Manifest, ManifestPhoto } from '@tiepoint/protocol';
import type { StoredOutput } from './outputs.ts';
import type { Task, TaskPhoto } from './task.ts';

/** What a manifest is made of. */
export interface ManifestFacts {
  task: Task;
  project: { id: string; name: string };
  photos: readonly TaskPhoto[];
  outputs: readonly Pick<StoredOutput, 'name' | 'contentType' | 'size' | 'sha256'>[];
}

/** Tells what a task was made from, with what, where, and how long it took. */
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

/** Where no model was made, no photo was used. */
function describePhoto(photo: TaskPhoto, done: boolean): ManifestPhoto {
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
