import type { Database } from '../database/database.ts';
import { metaFileJob } from '../ingest/meta-file-job.ts';
import { failMetaFile } from '../ingest/settle-meta-file.ts';
import type { MetaFile } from '../meta-files/meta-file.ts';
import { settledMetaFileStates } from '../meta-files/meta-file-state.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { confirmMetaFile } from './confirm-meta-file.ts';
import { JOB_LOST_MILLISECONDS, STUCK_MILLISECONDS } from './deadlines.ts';
import { metaFetchJob } from './fetch-meta-file.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

const CHUNK = 500;

/**
 * Looks at every meta file that is on its way: finds arrived ones whose event was lost, enqueues lost jobs again,
 * and ends what has passed its deadline.
 */
export async function sweepMetaFiles(needs: Needs, signal: AbortSignal): Promise<void> {
  let after = '';
  while (!signal.aborted) {
    const files = await needs.database
      .selectFrom('metaFiles')
      .selectAll()
      .where('state', 'not in', [...settledMetaFileStates])
      .where('id', '>', after)
      .orderBy('id')
      .limit(CHUNK)
      .execute();
    for (const file of files) await sweepMetaFile(needs, file);
    const last = files.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function sweepMetaFile(needs: Needs, file: MetaFile): Promise<void> {
  const idleMilliseconds = needs.now().getTime() - file.movedAt.getTime();
  if (file.state === 'Pending') await confirmMetaFile(needs, file);
  if (idleMilliseconds > JOB_LOST_MILLISECONDS) await sendAgain(needs, file);
  if (idleMilliseconds <= STUCK_MILLISECONDS) return;
  await failMetaFile(needs, file, ['Nothing has moved for 65 minutes. Upload the file again.']);
}

async function sendAgain({ queue, database }: Needs, file: MetaFile): Promise<void> {
  const job = { metaFileId: file.id };
  if (file.state === 'Uploaded') await queue.send(database, metaFileJob, job);
  else if (file.sourceUrl !== null) await queue.send(database, metaFetchJob, job);
}
