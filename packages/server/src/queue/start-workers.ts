import type { JobWithMetadata } from 'pg-boss';
import { outlast } from '../database/outlast.ts';
import { findOutage } from '../errors/outage.ts';
import type { Logger } from '../observability/logger.ts';
import { type EnqueueNeeds, sendToBack } from './enqueue-jobs.ts';
import type { Attempt, JobKind } from './job.ts';
import type { Turn } from './turns.ts';

/** How many jobs of a kind one server works on at the same time. */
export interface Places {
  all: number;
  /** Of one owner; default: all. */
  perOwner?: number;
}

/** New jobs wake their workers; a retry that has become due is only found by looking. */
const RETRY_POLL_SECONDS = 2;

/** For the operator: the job is tried again. */
const DISK_FULL = 'job failed: the disk is full, free some space';

/** What working on jobs needs. */
export interface WorkNeeds extends EnqueueNeeds {
  /** Ids of the jobs that handlers work on. */
  held: Set<string>;
  logger: Logger;
  stopping: AbortSignal;
}

type Handler<Data extends object> = (data: Data, attempt: Attempt) => Promise<void>;

/** Starts the workers for the jobs of a kind. */
export async function startWorkers<Data extends object>(
  needs: WorkNeeds,
  { kind, places }: { kind: JobKind<Data>; places: Places },
  handler: Handler<Data>,
): Promise<void> {
  const { all, perOwner = all } = places;
  if (perOwner < all) return startTeam(needs, { kind, workers: all, perOwner }, handler);
  for (let n = 0; n < all; n++) await startTeam(needs, { kind, workers: 1 }, handler);
}

/** Workers that count together how many jobs of an owner they have. */
async function startTeam<Data extends object>(
  needs: WorkNeeds,
  { kind, workers, perOwner }: { kind: JobKind<Data>; workers: number; perOwner?: number },
  handler: Handler<Data>,
): Promise<void> {
  const { boss, held, logger, stopping } = needs;
  const team = { id: '' };
  const options = {
    includeMetadata: true,
    heartbeatRefreshSeconds: 2,
    batchSize: 1,
    notifyPollingIntervalSeconds: RETRY_POLL_SECONDS,
    localConcurrency: workers,
    ...(perOwner !== undefined && { localGroupConcurrency: perOwner }),
  } as const;
  team.id = await boss.work<Data, void, typeof options>(kind.name, options, async ([job]) => {
    if (!job) return;
    held.add(job.id);
    try {
      const signal = AbortSignal.any([job.signal, stopping]);
      const attempt = { signal, last: job.retryCount >= job.retryLimit, turn: turnOf(kind, job) };
      // An outage is no failure of the job: it would use up its attempts.
      await outlast(signal, () => handler(job.data, attempt));
    } catch (error) {
      if (!stopping.aborted) {
        const full = findOutage(error)?.kind === 'disk';
        logger.error({ err: error, job: job.id, queue: kind.name }, full ? DISK_FULL : 'job failed');
        await sendToBack(needs, kind, job);
      }
      throw error;
    } finally {
      held.delete(job.id);
      // A worker otherwise waits its polling interval after every job.
      for (const { id, workId } of boss.getWipData()) if (workId === team.id) boss.notifyWorker(id);
    }
  });
}

/** The turn that a job had when it was enqueued; undefined for the server's own. */
function turnOf<Data extends object>(kind: JobKind<Data>, job: JobWithMetadata<Data>): Turn | undefined {
  if (!job.groupId) return undefined;
  return { ownerId: job.groupId, start: (kind.priority?.(job.data) ?? 0) - job.priority };
}
