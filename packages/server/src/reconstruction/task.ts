import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { Generated, Selectable } from 'kysely';
import type { Json, NullableJson } from '../database/database.ts';
import type { EngineHandle, EngineResult, Quality } from './engine.ts';
import type { TaskState } from './task-state.ts';

declare module '../database/database.ts' {
  interface Tables {
    tasks: TaskTable;
    taskOutputs: TaskOutputTable;
  }
}

/** A step that has ended, with its wall-clock seconds. */
export interface FinishedStep {
  name: string;
  seconds: number;
}

interface TaskTable {
  id: string;
  projectId: string;
  type: 'Native';
  quality: Quality;
  state: TaskState;
  engine: string;
  /** Where the engine finds its work again; null until it was submitted. */
  handle: NullableJson<EngineHandle>;
  /** Attempts since a step has last ended. */
  attempts: Generated<number>;
  step: Generated<number>;
  totalSteps: Generated<number>;
  stepName: string | null;
  percent: Generated<number>;
  steps: Json<FinishedStep[]>;
  error: string | null;
  /** The same reason as a code. */
  errorCode: PROJECT_ERROR_CODE | null;
  result: NullableJson<EngineResult>;
  createdAt: Generated<Date>;
  startedAt: Date | null;
  endedAt: Date | null;
}

interface TaskOutputTable {
  taskId: string;
  name: string;
  storageKey: string;
  contentType: string;
  size: number;
  createdAt: Generated<Date>;
}

/** One reconstruction of a project. */
export type Task = Selectable<TaskTable>;

/** A file that a finished task has made, kept in private storage. */
export type TaskOutput = Selectable<TaskOutputTable>;
