import type { PhotoPosition } from '@tiepoint/inspection';
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

/** Where a camera pointed, in degrees. */
export interface CameraAttitude {
  /** Clockwise from north. */
  yaw?: number;
  /** 0 is level, -90 straight down. */
  pitch?: number;
  roll?: number;
}

/** A Ready photo as an engine needs it. */
export interface EnginePhoto {
  /** Unique in the job, safe as a file name, with its extension, for example `3f2a….jpg`. */
  fileName: string;
  /** The user's name of it, for messages. */
  displayName: string;
  width: number;
  height: number;
  /** Identifies the camera; photos with the same key share a camera and a size. */
  cameraKey: string;
  /** Where the estimate of the lens begins, where it was measured before. */
  lens?: MeasuredLens;
  /** Where it is known. The positions of a job are all on earth, or all in one local frame. */
  position?: PhotoPosition;
  /** Where the camera pointed, where a gimbal or the drone states it. */
  attitude?: CameraAttitude;
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

/** A job for an engine. */
export interface EngineJob {
  /**
   * Identifies the work: the same photos of the same project with the same options have the same key, so that a task
   * resumes an earlier one that failed. Letters, digits, `-` and `_`.
   */
  workKey: string;
  /** Identifies the project: jobs of one series share photos, whose features can be reused. */
  seriesKey: string;
  photos: EnginePhoto[];
  options: TaskOptions;
  /** Points whose place in the world is known, with where photos show them. */
  controlPoints?: ControlPoint[];
  /** Notes on the sources of its facts, in sentences; the result's notes begin with them. */
  notes?: string[];
}

/** What an engine needs to find its work again after a restart: plain JSON, stored with the task. */
export interface EngineHandle {
  engine: string;
  [key: string]: string | number | boolean | null;
}

/** Describes an installed engine. */
export interface EngineDescription {
  name: string;
  /** The name for users, such as `COLMAP`. */
  title: string;
  /** Version of the program; null if it is missing. */
  version: string | null;
  /** What it can do here, in sentences for users. */
  abilities: string[];
  /** Why it can't be used, and what to do, as a sentence; null if it can. */
  problem: string | null;
}

/** An option that an engine can't fulfil. */
export interface OptionProblem {
  option: keyof TaskOptions;
  /** What is wrong and what to do, as a sentence. */
  message: string;
}

/** The work of a handle is lost, or on another machine. It can be submitted again. */
export class WorkLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorkLost';
  }
}

/** The residual of a control point. */
export interface ControlPointResult {
  name: string;
  checkpoint: boolean;
  /** Whether it was triangulated and, unless it is a checkpoint, used in the fit. */
  used: boolean;
  /** Why it was not used, or which of its observations were left out, as a sentence. */
  reason: string | null;
  /** Model minus given coordinates, in metres. */
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

/** How well the positions of the photos fit a model that they placed. */
export interface PositionReport {
  /** Positions that were used. */
  used: number;
  /** Photos whose position was not used, or of it only latitude and longitude (`altitude`), and how far off it is. */
  rejected: { photo: string; reason: 'outlier' | 'altitude'; metres: number }[];
  /** Root mean square of the residuals of the used positions, in metres. */
  rmse: { east: number; north: number; up: number };
  /** Positions farther off than this are outliers. */
  toleranceMetres: number;
}

/** The result of a reconstruction, in figures. */
export interface EngineResult {
  photos: number;
  registered: number;
  /** Display names of photos that were not registered. */
  leftOut: string[];
  points: number;
  /** Mean, in pixels. */
  reprojectionError: number;
  /** Triangles of the model. */
  faces: number;
  /** Whether the model is georeferenced. */
  georeferenced: boolean;
  /** Whether it is in metres in the owner's own frame, that of control points or of `pose.txt`; default: false. */
  inLocalFrame?: boolean;
  /** Undefined without control points. */
  controlPoints?: ControlPointResult[];
  /** Over the points of the fit; undefined without any. */
  controlPointRms?: ResidualRms;
  /** Over the checkpoints. */
  checkpointRms?: ResidualRms;
  /** Undefined if the model was not placed by the positions of its photos. */
  positions?: PositionReport;
  /** Notes for users, in sentences. */
  notes: string[];
}

/** An output file; `name` is its name for downloads. */
export interface EngineOutput {
  name: string;
  path: string;
  contentType: string;
}

/** A photo that was not used. */
export interface LeftOutPhoto {
  fileName: string;
  /** Why, as a sentence. */
  reason: string;
}

/** An event of a running job. `done` or `failed` is the last one. */
export type EngineEvent =
  | { type: 'step'; step: number; totalSteps: number; name: string }
  | { type: 'progress'; percent: number }
  /** `reused`: the step was finished before this watch began, in `seconds`. */
  | { type: 'stepDone'; name: string; seconds: number; reused?: boolean }
  /** Output of the programs: whole lines, without secrets and paths of this machine. */
  | { type: 'log'; lines: string[] }
  /** `leftOut` is undefined if the engine doesn't know which photos it did not use. */
  | { type: 'done'; result: EngineResult; outputs: EngineOutput[]; leftOut?: LeftOutPhoto[] }
  /** The job can't succeed with these photos or on this machine; `reason` says why, and what to do. */
  | { type: 'failed'; code: PROJECT_ERROR_CODE; reason: string };

/**
 * Reconstructs models from photos, on this machine or elsewhere. Local processes and remote services have the same
 * interface, and both survive a restart of the server, because the handle is stored.
 */
export interface Engine {
  readonly name: string;
  /** Whether jobs use the CPU of this machine; others do not delay local ones. */
  readonly place: 'local' | 'remote';
  /** What is installed. */
  describe(): Promise<EngineDescription>;
  /** The first option that this engine can't fulfil; undefined if it can fulfil all. */
  judgeOptions(options: TaskOptions): OptionProblem | undefined;
  /** Takes the job and returns at once; submitting the same work again is harmless. */
  submit(job: EngineJob, signal: AbortSignal): Promise<EngineHandle>;
  /**
   * Runs or follows the job and emits its events. Watching again after a restart resumes after the last finished
   * step, and repeats the `stepDone` of finished steps. Aborting `signal` ends the processes and keeps finished
   * steps; the iteration then throws the signal's reason. Throws WorkLost if the job is
   * lost: it may be submitted again. Any other exception is a transient error: the caller may watch again.
   */
  watch(handle: EngineHandle, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** Removes everything of the job, on disk or elsewhere, except what later jobs of its series can reuse. */
  discard(handle: EngineHandle): Promise<void>;
  /** Removes what is kept for a series. */
  forget(seriesKey: string): Promise<void>;
  /** Removes kept data that was unused for long; called at start and each day. */
  sweep?(): Promise<void>;
}
