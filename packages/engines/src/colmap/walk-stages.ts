import { rm, statfs } from 'node:fs/promises';
import type { EngineEvent } from '../engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../failure.ts';
import { type CommandContext, type ProgramCommand, withoutGpu } from './commands.ts';
import { explainExit } from './explain-exit.ts';
import type { InstalledColmap } from './find-colmap.ts';
import { GeometryThread } from './geometry-thread.ts';
import { runProgram } from './run-program.ts';
import type { DeliveryChoice, RunOptions, Stage, StageContext, StageFacts } from './stage.ts';
import { markFinished, readMarker } from './stage-markers.ts';
import { translateCommand } from './translate-command.ts';
import type { Patience } from './watch-process.ts';

/** What walking the stages needs. */
export interface WalkNeeds extends Omit<CommandContext, 'useGpu'>, DeliveryChoice {
  installed: InstalledColmap;
  /** When a program that no longer works is given up; by default after many minutes. */
  patience?: Patience;
  emit: (event: EngineEvent) => void;
  signal: AbortSignal;
  /** Prepares the database with what is known of the job's photos; gives of how many something is known. */
  prepareFeatures: () => Promise<number>;
  /** Milliseconds. */
  now: () => number;
}

/** A disk with less than this is as good as full: whatever went wrong went wrong for that. */
const FULL_DISK_BYTES = 4 * 1024 * 1024;

/**
 * Takes a job through all stages that are not finished yet, and returns what all have found out. Throws a
 * ReconstructionFailure where that can't succeed, and the signal's reason when aborted.
 */
export async function walkStages(needs: WalkNeeds, stages: readonly Stage[]): Promise<StageFacts> {
  await using thread = new GeometryThread();
  let facts: StageFacts = {};
  for (const [index, stage] of stages.entries()) {
    needs.signal.throwIfAborted();
    let marker = await readMarker(needs.workspace, stage);
    const reused = marker !== undefined;
    if (!marker) {
      needs.emit({ type: 'step', step: index + 1, totalSteps: stages.length, name: stage.name });
      const startedAt = needs.now();
      const found = await runStage(needs, stage, contextOf(needs, thread, stage, facts));
      marker = { seconds: (needs.now() - startedAt) / 1000, facts: found };
      await withTrueReason(needs, markFinished(needs.workspace, stage, marker));
    }
    needs.emit({ type: 'stepDone', name: stage.name, seconds: marker.seconds, ...(reused && { reused }) });
    facts = { ...facts, ...marker.facts, notes: [...(facts.notes ?? []), ...(marker.facts.notes ?? [])] };
  }
  return facts;
}

async function runStage(needs: WalkNeeds, stage: Stage, context: StageContext): Promise<StageFacts> {
  for (const path of stage.startsWithout(needs.workspace)) await rm(path, { recursive: true, force: true });
  return withTrueReason(needs, stage.run(context));
}

function contextOf(needs: WalkNeeds, thread: GeometryThread, stage: Stage, facts: StageFacts): StageContext {
  const { installed, workspace, job, threads, tilesetFaces, signal, emit, patience } = needs;
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
    useGpu: installed.gpu,
    facts,
    progress,
    prepareFeatures: needs.prepareFeatures,
    run,
    async colmap(command, options) {
      try {
        return await run(translateCommand(command, installed), options);
      } catch (error) {
        const slower = withoutGpu(command);
        // What the GPU or its driver refuses, the processor can do.
        if (!slower || !(error instanceof ReconstructionFailure) || error.code !== 'EngineFailed')
          throw error;
        emit({ type: 'log', lines: [`${error.message} It is tried again without the GPU.`] });
        return run(translateCommand(slower, installed), options);
      }
    },
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
