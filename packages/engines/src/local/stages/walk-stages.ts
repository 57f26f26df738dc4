import { rm, statfs } from 'node:fs/promises';
import type { EngineEvent } from '../../port/engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../../port/failure.ts';
import type { GeometryTasks } from '../geometry/geometry-tasks.ts';
import { openGeometryThread } from '../geometry/geometry-thread.ts';
import { explainExit } from '../programs/explain-exit.ts';
import type { ProgramCommand } from '../programs/program-command.ts';
import { runProgram } from '../programs/run-program.ts';
import type { Patience } from '../programs/watch-process.ts';
import type { TaskThread } from '../threads/task-thread.ts';
import type { LocalJob } from '../workspaces/local-job.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { DeliveryChoice, RunOptions, Stage, StageContext, StageFacts } from './stage.ts';
import { markFinished, readMarker } from './stage-markers.ts';

/** What walking the stages needs. */
export interface WalkNeeds extends DeliveryChoice {
  job: LocalJob;
  workspace: Workspace;
  /** Threads that programs may use. */
  threads: number;
  /** When a program that no longer works is given up; by default after many minutes. */
  patience?: Patience;
  emit: (event: EngineEvent) => void;
  signal: AbortSignal;
  /** Ms. */
  now: () => number;
}

/** A walk whose stages use more than every engine has. */
export interface Walk<Context extends StageContext> extends WalkNeeds {
  workspace: Context['workspace'];
  /** Adds what these stages use. */
  equip: (context: StageContext) => Context;
}

/** A disk with less than this is as good as full: whatever went wrong went wrong for that. */
const FULL_DISK_BYTES = 4 * 1024 * 1024;

/**
 * Takes a job through all stages that are not finished yet, and returns what all have found out. Throws a
 * ReconstructionFailure where that can't succeed, and the signal's reason when aborted.
 */
export async function walkStages<Context extends StageContext>(
  walk: Walk<Context>,
  stages: readonly Stage<Context>[],
): Promise<StageFacts> {
  await using thread = openGeometryThread();
  let facts: StageFacts = {};
  for (const [index, stage] of stages.entries()) {
    walk.signal.throwIfAborted();
    let marker = await readMarker(walk.workspace, stage);
    const reused = marker !== undefined;
    if (!marker) {
      walk.emit({ type: 'step', step: index + 1, totalSteps: stages.length, name: stage.name });
      const startedAt = walk.now();
      const found = await runStage(walk, stage, walk.equip(contextOf(walk, thread, { stage, facts })));
      marker = { seconds: (walk.now() - startedAt) / 1000, facts: found };
      await withTrueReason(walk, markFinished(walk.workspace, stage, marker));
    }
    walk.emit({ type: 'stepDone', name: stage.name, seconds: marker.seconds, ...(reused && { reused }) });
    facts = { ...facts, ...marker.facts, notes: [...(facts.notes ?? []), ...(marker.facts.notes ?? [])] };
  }
  return facts;
}

async function runStage<Context extends StageContext>(
  walk: Walk<Context>,
  stage: Stage<Context>,
  context: Context,
): Promise<StageFacts> {
  for (const path of stage.startsWithout(walk.workspace)) await rm(path, { recursive: true, force: true });
  return withTrueReason(walk, stage.run(context));
}

function contextOf(
  needs: WalkNeeds,
  thread: TaskThread<GeometryTasks>,
  { stage, facts }: { stage: { name: string }; facts: StageFacts },
): StageContext {
  const { workspace, job, threads, tilesetFaces, signal, emit, patience } = needs;
  let lastPercent = 0;
  const progress = (fraction: number) => {
    const percent = Math.floor(100 * fraction);
    if (percent <= lastPercent) return;
    lastPercent = percent;
    emit({ type: 'progress', percent });
  };
  const run = async (command: ProgramCommand, { parseProgress, acceptedCodes = [0] }: RunOptions = {}) => {
    const onLine = (line: string) => {
      emit({ type: 'log', lines: [line] });
      progress(parseProgress?.(line) ?? 0);
    };
    const { folder, logFile } = workspace;
    const exit = await runProgram({ command, folder, logFile, onLine, signal, patience });
    const failure = explainExit({ title: command.title, stageName: stage.name }, exit, acceptedCodes);
    if (failure) throw failure;
    return exit.code ?? 0;
  };
  return {
    job,
    workspace,
    threads,
    tilesetFaces,
    facts,
    progress,
    note: (line) => emit({ type: 'log', lines: [line] }),
    run,
    geometry: (task, input, onProgress) => thread.run(task, input, { signal, onProgress }),
  };
}

/** A full disk shows itself in many ways, and is the reason behind all of them. */
async function withTrueReason<T>({ workspace, signal }: WalkNeeds, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    signal.throwIfAborted();
    const { bavail, bsize } = await statfs(workspace.folder);
    if (isDiskFull(cause) || bavail * bsize < FULL_DISK_BYTES) {
      throw new ReconstructionFailure('DiskFull', DISK_FULL_REASON, { cause });
    }
    throw cause;
  }
}
