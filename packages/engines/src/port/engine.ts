import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { TaskOptions } from './task-options.ts';

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

/** Where one photo shows a control point. */
export interface ControlPointObservation {
  fileName: string;
  /** Pixels of the photo as stored, from its upper left corner. */
  x: number;
  y: number;
}

/** A ground control point: one place that was surveyed, and its observations in photos. */
export interface ControlPoint {
  /** What its owner calls it. */
  name: string;
  /** WGS 84 degrees and metres, or metres in a frame of its owner's own. One job uses one kind only. */
  place:
    | { type: 'geographic'; longitude: number; latitude: number; altitude: number }
    | { type: 'model'; x: number; y: number; z: number };
  /** Kept out of the fit: its residual says how good the fit is. */
  checkpoint: boolean;
  observations: ControlPointObservation[];
}

/** What an engine is asked to do. */
export interface EngineJob {
  /**
   * Names the work: the same photos of the same project with the same options have the same key, so that a task
   * goes on where an earlier one that failed has stopped. Letters, digits, `-` and `_`.
   */
  workKey: string;
  /** Names the project: jobs of one series share photos, and what was found in these can be used again. */
  seriesKey: string;
  photos: EnginePhoto[];
  options: TaskOptions;
  /** Points whose place in the world is known, with where photos show them. */
  controlPoints?: ControlPoint[];
  /** What people should know of where its facts come from, in sentences; the result's notes begin with them. */
  notes?: string[];
}

/** What an engine needs to find its work again after a restart: plain JSON, stored with the task. */
export interface EngineHandle {
  engine: string;
  [key: string]: string | number | boolean | null;
}

/** An engine as it is installed here. */
export interface EngineDescription {
  name: string;
  /** For people, such as `COLMAP`. */
  title: string;
  /** As the program calls itself; null where it is not there. */
  version: string | null;
  /** What it can do here, in sentences for people. */
  abilities: string[];
  /** Why it can't be used at present and what to do, as a sentence; null where it can. */
  problem: string | null;
}

/** An option that an engine can't fulfil. */
export interface OptionProblem {
  option: keyof TaskOptions;
  /** What is wrong and what to do, as a sentence. */
  message: string;
}

/** The work behind a handle is not to be found: it was lost, or lies on another machine. It can be submitted anew. */
export class WorkLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorkLost';
  }
}

/** How well a model fits one control point. */
export interface ControlPointResult {
  name: string;
  checkpoint: boolean;
  /** Whether its place in the model was found and, unless it is a checkpoint, the model was fitted to it. */
  used: boolean;
  /** Why it was not used, or which of its observations were left out, as a sentence. */
  reason: string | null;
  /** Where the model has it, less where it lies: metres. */
  residual: { east: number; north: number; up: number } | null;
  /** Root mean square over its observations, in pixels. */
  reprojectionError: number | null;
  /** How many of its observations were used; the name on the wire and in the manifest. */
  marks: number;
}

/** Root mean squares of residuals, in metres. */
export interface ResidualRms {
  horizontal: number;
  vertical: number;
}

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
  /** Whether the model is georeferenced. */
  georeferenced: boolean;
  /** Left out where there were no control points. */
  controlPoints?: ControlPointResult[];
  /** Over the points that the model was fitted to; left out where there were none. */
  controlPointRms?: ResidualRms;
  /** Over the checkpoints. */
  checkpointRms?: ResidualRms;
  /** What people should know about how it went, in sentences. */
  notes: string[];
}

/** A file that the engine has made; `name` is what people download it as. */
export interface EngineOutput {
  name: string;
  path: string;
  contentType: string;
}

/** A photo that the model was made without. */
export interface LeftOutPhoto {
  fileName: string;
  /** Why, as a sentence. */
  reason: string;
}

/** One thing that happened in a running job. After `done` or `failed` no more events come. */
export type EngineEvent =
  | { type: 'step'; step: number; totalSteps: number; name: string }
  | { type: 'progress'; percent: number }
  /** `reused` tells that the step had ended before this watching began; `seconds` is what it took then. */
  | { type: 'stepDone'; name: string; seconds: number; reused?: boolean }
  /** What the programs say: whole lines, no secrets, no paths of this machine. */
  | { type: 'log'; lines: string[] }
  /** `leftOut` is missing where the engine doesn't know which photos it has not used. */
  | { type: 'done'; result: EngineResult; outputs: EngineOutput[]; leftOut?: LeftOutPhoto[] }
  /** The job can't succeed with these photos or on this machine; `reason` says why and what to do. */
  | { type: 'failed'; code: PROJECT_ERROR_CODE; reason: string };

/**
 * A program that makes models out of photos, on this machine or elsewhere. A local process and a remote
 * service look the same, and both survive a restart of the server, because the handle is stored.
 */
export interface Engine {
  readonly name: string;
  /** Whether the work takes this machine's processors or somebody else's: what runs elsewhere holds nobody up here. */
  readonly place: 'local' | 'remote';
  /** What is installed, as found out at the last look. */
  describe(): Promise<EngineDescription>;
  /** The first option that this engine can't fulfil; undefined where it can fulfil all. */
  judgeOptions(options: TaskOptions): OptionProblem | undefined;
  /** Takes the job and returns at once; submitting the same work again is harmless. */
  submit(job: EngineJob, signal: AbortSignal): Promise<EngineHandle>;
  /**
   * Drives or follows the job and tells what happens. Watching again after a restart goes on from the last
   * finished step, and tells finished steps again (`stepDone`). Aborting `signal` ends the processes and
   * keeps what is finished; the iteration then throws the signal's reason. Throws WorkLost where the job is not
   * to be found: it may be submitted anew. Any other exception is weather: the caller may watch again.
   */
  watch(handle: EngineHandle, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** Removes everything that the job has left, on disk or elsewhere, but for what helps later jobs of its series. */
  discard(handle: EngineHandle): Promise<void>;
  /** Removes what is kept for a series. */
  forget(seriesKey: string): Promise<void>;
  /** Removes, of what is kept, what nobody has come back to for long; asked for at start and each day. */
  sweep?(): Promise<void>;
}
