import { appendFile } from 'node:fs/promises';
import { describeStepEnd, type FinishedStep } from '../manifest/finished-step.ts';
import { type Engine, type EngineEvent, type EngineJob, WorkLost } from '../port/engine.ts';
import { ReconstructionFailure } from '../port/failure.ts';
import type { MakingRecord } from './making-record.ts';

/** The last event of a successful job. */
export type DoneEvent = Extract<EngineEvent, { type: 'done' }>;

/** What `followJob` needs. */
export interface FollowNeeds {
  engine: Engine;
  record: MakingRecord;
  /** Saves the record. */
  save: () => Promise<void>;
  /** The output of the programs is appended to it. */
  logFile: string;
  onEvent: (event: EngineEvent) => void;
  now: () => Date;
  signal: AbortSignal;
}

/**
 * Submits a job to its engine, unless that is done, and follows it to its end; the record keeps its progress. Throws a
 * ReconstructionFailure if it fails, and the signal's reason when aborted.
 */
export async function followJob(needs: FollowNeeds, job: EngineJob): Promise<DoneEvent> {
  try {
    return await submitAndWatch(needs, job);
  } catch (error) {
    // A job that is submitted again starts again.
    if (!(error instanceof WorkLost)) throw error;
    return submitAndWatch(needs, job);
  }
}

async function submitAndWatch(needs: FollowNeeds, job: EngineJob): Promise<DoneEvent> {
  const { engine, record, save, signal } = needs;
  const handle = await engine.submit(job, signal);
  record.handle = handle;
  await save();
  const { steps: known } = record;
  const finished: FinishedStep[] = [];
  let startedAt: Date | undefined;
  for await (const event of engine.watch(handle, signal)) {
    if (event.type === 'log') await appendFile(needs.logFile, `${event.lines.join('\n')}\n`);
    else if (event.type === 'step') startedAt = needs.now();
    else if (event.type === 'stepDone') {
      finished.push(describeStepEnd(event, known, startedAt));
      startedAt = undefined;
      record.steps = finished;
      await save();
    }
    // What is reported is saved: a process killed right afterwards loses nothing of it.
    needs.onEvent(event);
    if (event.type === 'done') return event;
    if (event.type === 'failed') throw new ReconstructionFailure(event.code, event.reason);
  }
  throw new Error(`${engine.name} sent no last event`);
}
