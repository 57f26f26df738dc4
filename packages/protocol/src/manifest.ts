import type { PROJECT_ERROR_CODE, TASK_STATE, TaskOptions } from './generated.ts';

/**
 * What a reconstruction was made from, with what, where and how long it took: the output `manifest.json`. Times are
 * ISO 8601 in UTC.
 */
export interface Manifest {
  manifestVersion: 1;
  task: {
    id: string;
    state: TASK_STATE;
    errorCode: PROJECT_ERROR_CODE | null;
    /** A sentence. */
    error: string | null;
    /** Why it began when it did; null where it was started by hand. */
    startReason: string | null;
    /** How often it was begun: more than once where a server or worker ended in between. */
    attempts: number;
    createdAt: string;
    startedAt: string | null;
    endedAt: string | null;
  };
  project: { id: string; name: string };
  options: Omit<TaskOptions, '__typename'>;
  /** Null where it was never handed to one. `version` is null where the engine did not tell. */
  engine: { name: string; title: string; version: string | null } | null;
  /** The machine that the last attempt ran on, or that has asked the engine elsewhere. */
  host: ManifestHost | null;
  /** All photos that the project had when the task was first handed to the engine. */
  photos: ManifestPhoto[];
  metaFiles: { name: string; sha1: string | null }[];
  /** As the engine was told of them; what became of them is in `result`. */
  controlPoints: object[];
  stages: ManifestStage[];
  /** The figures of a Done task, as `TaskResult` describes them. */
  result: object | null;
  /** All files that were made, this one left out. */
  outputs: { name: string; contentType: string; bytes: number; sha256: string | null }[];
}

/** A machine that has worked on a task. */
export interface ManifestHost {
  hostname: string;
  /** Name, release and architecture. */
  os: string;
  cpu: string;
  cores: number;
  memoryBytes: number;
  node: string;
  tiepoint: string;
}

/** A photo, and whether the model was made with it. */
export interface ManifestPhoto {
  id: string;
  /** The user's own name. */
  name: string;
  /** The name that the engine knows it by. */
  fileName: string;
  sha1: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  /** Whether the engine was given it. */
  given: boolean;
  used: boolean;
  /** Why it was not used: a code where it was no good or not there yet, else a sentence. */
  reason: string | null;
}

/** A step that has ended. */
export interface ManifestStage {
  name: string;
  /** Null where this task has not done it itself. */
  startedAt: string | null;
  seconds: number;
  /** Whether an earlier task had ended it. */
  reused: boolean;
}
