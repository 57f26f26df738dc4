import type { ControlPointResult, PositionReport, ResidualRms } from '../../port/engine.ts';
import type { Frame } from '../alignment/frame.ts';
import type { GeometryTasks } from '../geometry/geometry-tasks.ts';
import type { ProgramCommand } from '../programs/program-command.ts';
import type { LocalJob } from '../workspaces/local-job.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** Results of finished stages, for later stages and for the result of the job. */
export interface StageFacts {
  /** The number of the mapper's best model. */
  modelNumber?: string;
  /** File names of the registered photos. */
  registered?: string[];
  points?: number;
  reprojectionErrorPixels?: number;
  frame?: Frame;
  /** Residuals of the control points; undefined without any. */
  controlPoints?: ControlPointResult[];
  controlPointRms?: ResidualRms;
  checkpointRms?: ResidualRms;
  /** How well the positions of the photos fit; undefined where they did not place the model. */
  positions?: PositionReport;
  /** The size of the dense point cloud; undefined without one. */
  densePoints?: number;
  /** The point cloud that the mesh was built from. */
  surface?: 'dense' | 'sparse';
  faces?: number;
  /** Whether there is a model packed for browsers. */
  webModel?: boolean;
  /** The number of tiles of the tileset; undefined for a small model. */
  tiles?: number;
  /** Sentences for users. */
  notes?: string[];
}

/** Reads the progress of a program, from 0 to 1; undefined for other lines. */
export type ParseProgress = (line: string) => number | undefined;

/** Options of a run of a program. */
export interface RunOptions {
  parseProgress?: ParseProgress;
  /** Exit codes that are no failure; default: only 0. */
  acceptedCodes?: number[];
}

/** Options of the delivery of a model. */
export interface DeliveryChoice {
  /** Models with more triangles also become tilesets; default: those too large for phones. */
  tilesetFaces?: number;
}

/** What a stage can use. */
export interface StageContext extends DeliveryChoice {
  job: LocalJob;
  workspace: Workspace;
  /** Threads that programs may use. */
  threads: number;
  facts: StageFacts;
  /** Runs a program and returns its exit code. Throws a ReconstructionFailure if that is not accepted. */
  run(command: ProgramCommand, options?: RunOptions): Promise<number>;
  /** Runs a geometry task in a worker thread. */
  geometry<Name extends keyof GeometryTasks>(
    task: Name,
    input: GeometryTasks[Name]['input'],
    onProgress?: (fraction: number) => void,
  ): Promise<GeometryTasks[Name]['output']>;
  /** Reports the progress of the stage, from 0 to 1. */
  progress(fraction: number): void;
  /** Adds a line to the log of the programs. */
  note(line: string): void;
}

/** One step of a reconstruction. */
export interface Stage<Context extends StageContext = StageContext> {
  /** The name of its marker file; never changes, so that interrupted jobs resume. */
  id: string;
  /** The name that users see. */
  name: string;
  /** What is removed before the stage runs; nothing if a program resumes from its own files. */
  startsWithout(workspace: Context['workspace']): string[];
  /**
   * Creates the outputs of the stage and checks that they are complete: an exit code proves nothing. Throws a
   * ReconstructionFailure if that fails.
   */
  run(context: Context): Promise<StageFacts>;
}

/** A result that an earlier stage must have set. */
export function factOf<Name extends keyof StageFacts>(
  facts: StageFacts,
  name: Name,
): NonNullable<StageFacts[Name]> {
  const fact = facts[name];
  if (fact === undefined) throw new Error(`no earlier stage has set ${name}`);
  return fact as NonNullable<StageFacts[Name]>;
}
