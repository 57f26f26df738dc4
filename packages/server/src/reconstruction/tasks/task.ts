import type { EngineHandle, EngineResult, FinishedStep, Provenance, TaskOptions } from '@tiepoint/engines';
import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { Generated, Selectable } from 'kysely';
import type { Json, NullableJson } from '../../database/database.ts';
import type { TaskState } from './task-state.ts';

declare module '../../database/database.ts' {
  interface Tables {
    tasks: TaskTable;
    taskPhotos: TaskPhotoTable;
    taskLogLines: TaskLogLineTable;
    taskOutputs: TaskOutputTable;
  }
}

/** A step that is to come, with the seconds that earlier tasks let expect. */
export interface ExpectedStep {
  name: string;
  seconds: number;
}

/** Registered photos that were not here when a task was asked for. */
export interface MissingPhotos {
  count: number;
  /** In the order of their registration; of many the first 100. */
  photos: { id: string; name: string }[];
}

interface TaskTable {
  id: string;
  projectId: string;
  type: 'Native';
  options: Json<TaskOptions>;
  state: TaskState;
  /** Why it began when it did; null where it was started by hand. */
  startReason: string | null;
  /** What it was started without; null where nothing was missing, and for tasks of earlier servers. */
  missingPhotos: NullableJson<MissingPhotos>;
  /** Where the engine finds its work again; null until it was submitted. */
  handle: NullableJson<EngineHandle>;
  /** Names the work of this task (`EngineJob.workKey`); null until it was submitted. */
  workKey: string | null;
  /** Attempts since a step has last ended. */
  attempts: Generated<number>;
  /** All attempts so far; a worker writes only while it is its own that is the newest. */
  fence: Generated<number>;
  step: Generated<number>;
  totalSteps: Generated<number>;
  stepName: string | null;
  percent: Generated<number>;
  stepStartedAt: Date | null;
  steps: Json<FinishedStep[]>;
  /** Null where no earlier task tells. */
  expectedSteps: NullableJson<ExpectedStep[]>;
  provenance: NullableJson<Provenance>;
  error: string | null;
  /** The same reason as a code. */
  errorCode: PROJECT_ERROR_CODE | null;
  result: NullableJson<EngineResult>;
  createdAt: Generated<Date>;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** The photos of the project as they were when the task was first submitted: they stay, whatever is removed later. */
interface TaskPhotoTable {
  taskId: string;
  imageId: string;
  name: string;
  fileName: string;
  sha1: string | null;
  size: number | null;
  width: number | null;
  height: number | null;
  /** Why the engine was not given the photo: why it is Invalid, or `NotReady`; null where it was given. */
  fault: string | null;
  /** Why the engine has not used it, as a sentence; null where it has, and until it is done. */
  leftOut: string | null;
}

interface TaskLogLineTable {
  taskId: string;
  number: number;
  line: string;
}

interface TaskOutputTable {
  taskId: string;
  name: string;
  storageKey: string;
  contentType: string;
  size: number;
  /** In hexadecimal digits; null for what was made before checksums were kept. */
  sha256: string | null;
  /** When the stored file was found damaged or missing. */
  damagedAt: Generated<Date | null>;
  createdAt: Generated<Date>;
}

/** One reconstruction of a project. */
export type Task = Selectable<TaskTable>;

/** A photo of a task. */
export type TaskPhoto = Selectable<TaskPhotoTable>;

/** A file that a finished task has made, kept in private storage. */
export type TaskOutput = Selectable<TaskOutputTable>;
