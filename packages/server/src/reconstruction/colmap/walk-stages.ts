import { rm, statfs } from 'node:fs/promises';
import type { EngineEvent } from '../engine.ts';
import type { CommandContext } from './commands.ts';
import { explainExit } from './explain-exit.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from './failure.ts';
import { GeometryThread } from './geometry-thread.ts';
import { runColmap } from './run-colmap.ts';
import type { Stage, StageContext, StageFacts } from './stage.ts';
import { markFinished, readMarker } from './stage-markers.ts';

/** What walking the stages needs. */
export interface WalkNeeds extends CommandContext {
  /** COLMAP's path. */
  executable: string;
  emit: (event: EngineEvent) => void;
  signal: AbortSignal;
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
    if (!marker) {
      needs.emit({ type: 'step', step: index + 1, totalSteps: stages.length, name: stage.name });
      const startedAt = needs.now();
      const found = await runStage(needs, stage, contextOf(needs, thread, stage, facts));
      marker = { seconds: (needs.now() - startedAt) / 1000, facts: found };
      await withTrueReason(needs, markFinished(needs.workspace, stage, marker));
    }
    needs.emit({ type: 'stepDone', name: stage.name, seconds: marker.seconds });
    facts = { ...facts, ...marker.facts, notes: [...(facts.notes ?? []), ...(marker.facts.notes ?? [])] };
  }
  return facts;
}

async function runStage(needs: WalkNeeds, stage: Stage, context: StageContext): Promise<StageFacts> {
  for (const path of stage.startsWithout(needs.workspace)) await rm(path, { recursive: true, force: true });
  return withTrueReason(needs, stage.run(context));
}

function contextOf(needs: WalkNeeds, thread: GeometryThread, stage: Stage, facts: StageFacts): StageContext {
  const { executable, workspace, job, threads, signal, emit } = needs;
  let lastPercent = 0;
  const progress = (fraction: number) => {
    const percent = Math.floor(100 * fraction);
    if (percent <= lastPercent) return;
    lastPercent = percent;
    emit({ type: 'progress', percent });
  };
  return {
    job,
    workspace,
    threads,
    facts,
    progress,
    async colmap(command, { parseProgress, acceptedCodes = [0] } = {}) {
      const onLine = (line: string) => progress(parseProgress?.(line) ?? 0);
      const { folder, logFile } = workspace;
      const exit = await runColmap({ executable, command, folder, logFile, onLine, signal });
      const failure = explainExit(stage.name, exit, acceptedCodes);
      if (failure) throw failure;
      return exit.code ?? 0;
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
