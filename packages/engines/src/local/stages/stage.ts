import type { ControlPointResult, ResidualRms } from '../../port/engine.ts';
import type { Frame } from '../alignment/frame.ts';
import type { GeometryTasks } from '../geometry/geometry-tasks.ts';
import type { ProgramCommand } from '../programs/program-command.ts';
import type { LocalJob } from '../workspaces/local-job.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** What finished stages have found out, for the later ones and for the result. */
export interface StageFacts {
  /** The mapper's best model, as it numbers them. */
  modelNumber?: string;
  /** File names of the photos whose place was found. */
  registered?: string[];
  points?: number;
  reprojectionErrorPixels?: number;
  frame?: Frame;
  /** How well the model fits its control points; left out where there are none. */
  controlPoints?: ControlPointResult[];
  controlPointRms?: ResidualRms;
  checkpointRms?: ResidualRms;
  /** Points that were measured pixel by pixel; left out where there are none. */
  densePoints?: number;
  /** What the surface was laid through. */
  surface?: 'dense' | 'sparse';
  faces?: number;
  /** Whether the model was packed for browsers too. */
  webModel?: boolean;
  /** How many tiles the model is streamed in; left out where it is small. */
  tiles?: number;
  /** Sentences for people. */
  notes?: string[];
}

/** How far a run of a program is, from 0 to 1; undefined where a line says nothing about it. */
export type ParseProgress = (line: string) => number | undefined;

/** How a run of a program is understood. */
export interface RunOptions {
  parseProgress?: ParseProgress;
  /** Exit codes that are no failure. Default: only 0. */
  acceptedCodes?: number[];
}

/** What decides how a model is handed over. */
export interface DeliveryChoice {
  /** Models with more triangles become tilesets too; by default those that phones don't hold. */
  tilesetFaces?: number;
}

/** What a stage can use. */
export interface StageContext extends DeliveryChoice {
  job: LocalJob;
  workspace: Workspace;
  /** Threads that programs may use. */
  threads: number;
  facts: StageFacts;
  /** Runs a program and returns its exit code. Throws a ReconstructionFailure where that is not accepted. */
  run(command: ProgramCommand, options?: RunOptions): Promise<number>;
  /** Does a geometry task in a worker thread. */
  geometry<Name extends keyof GeometryTasks>(
    task: Name,
    input: GeometryTasks[Name]['input'],
    onProgress?: (fraction: number) => void,
  ): Promise<GeometryTasks[Name]['output']>;
  /** Tells how far the stage is, from 0 to 1. */
  progress(fraction: number): void;
  /** Adds a line of our own to what the programs say. */
  note(line: string): void;
}

/** One step on the way from photos to a model. */
export interface Stage<Context extends StageContext = StageContext> {
  /** Names the file that marks the stage as finished. */
  id: string;
  /** What people read. */
  name: string;
  /** What is removed before the stage runs; nothing where a program goes on from what it has left. */
  startsWithout(workspace: Context['workspace']): string[];
  /**
   * Makes the stage's products and proves that they are there and whole: a program's exit code proves nothing.
   * Throws a ReconstructionFailure where they can't be made.
   */
  run(context: Context): Promise<StageFacts>;
}

/** A fact that an earlier stage must have told. */
export function factOf<Name extends keyof StageFacts>(
  facts: StageFacts,
  name: Name,
): NonNullable<StageFacts[Name]> {
  const fact = facts[name];
  if (fact === undefined) throw new Error(`no earlier stage has told its ${name}`);
  return fact as NonNullable<StageFacts[Name]>;
}
