import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';

/** How much work to put into a model. `preview` is for first runs, `standard` for real ones. */
export type Quality = 'preview' | 'standard';

/** A lens in pixels of the photo as stored. */
export interface MeasuredLens {
  focalLength: number;
  /** Principal point, from the upper left corner. */
  centreX: number;
  centreY: number;
  /** First radial coefficient: x' = x (1 + radial r²), in units of the focal length. */
  radial: number;
}

/** A Ready photo as an engine needs it. */
export interface EnginePhoto {
  /** Unique in the job, safe as a file name, with its extension, for example `3f2a….jpg`. */
  fileName: string;
  /** The user's own name, for messages to people. */
  displayName: string;
  width: number;
  height: number;
  /** What tells cameras apart, as one string; photos that share it share a camera and a size. */
  cameraKey: string;
  /** Where the estimate of the lens begins, where it was measured before. */
  lens?: MeasuredLens;
  /** WGS 84 degrees and metres, where the photo carries them or its owner has told them. */
  position?: { latitude: number; longitude: number; altitude: number };
  /** Puts the verified bytes at `path`, by hard link where that is possible. */
  fetchTo(path: string, signal: AbortSignal): Promise<void>;
}

/** What an engine is asked to do. */
export interface EngineJob {
  /**
   * Names the work: the same photos of the same project with the same options have the same key, so that a task
   * goes on where an earlier one that failed has stopped. Letters, digits, `-` and `_`.
   */
  workKey: string;
  photos: EnginePhoto[];
  quality: Quality;
  /** What people should know of where its facts come from, in sentences; the result's notes begin with them. */
  notes?: string[];
}

/** What an engine needs to find its work again after a restart: plain JSON, stored with the task. */
export type EngineHandle = { engine: string; [key: string]: string | number | boolean | null };

/** What a finished reconstruction is, in figures. */
export interface EngineResult {
  photos: number;
  registered: number;
  /** Display names of photos whose position was not found. */
  leftOut: string[];
  points: number;
  /** Mean, in pixels. */
  reprojectionError: number;
  /** Triangles of the model. */
  faces: number;
  /** Whether coordinates are metres in a local east-north-up frame. */
  georeferenced: boolean;
  /** What people should know about how it went, in sentences. */
  notes: string[];
}

/** A file that the engine has made; `name` is what people download it as. */
export interface EngineOutput {
  name: string;
  path: string;
  contentType: string;
}

/** One thing that happened in a running job. After `done` or `failed` no more events come. */
export type EngineEvent =
  | { type: 'step'; step: number; totalSteps: number; name: string }
  | { type: 'progress'; percent: number }
  | { type: 'stepDone'; name: string; seconds: number }
  | { type: 'done'; result: EngineResult; outputs: EngineOutput[] }
  /** The job can't succeed with these photos or on this machine; `reason` says why and what to do. */
  | { type: 'failed'; code: PROJECT_ERROR_CODE; reason: string };

/**
 * A program that makes models out of photos, on this machine or elsewhere. A local process and a remote
 * service look the same, and both survive a restart of the server, because the handle is stored.
 */
export interface Engine {
  readonly name: string;
  /** Takes the job and returns at once; submitting the same work again is harmless. */
  submit(job: EngineJob, signal: AbortSignal): Promise<EngineHandle>;
  /**
   * Drives or follows the job and tells what happens. Watching again after a restart goes on from the last
   * finished step, and tells finished steps again (`stepDone`). Aborting `signal` ends the processes and
   * keeps what is finished; the iteration then throws the signal's reason. Any other exception is weather:
   * the caller may watch again.
   */
  watch(handle: EngineHandle, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** Removes everything that the job has left, on disk or elsewhere. */
  discard(handle: EngineHandle): Promise<void>;
}
