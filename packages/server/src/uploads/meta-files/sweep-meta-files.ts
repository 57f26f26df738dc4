import type { Database } from '../../database/database.ts';
import { inChunks } from '../../database/in-chunks.ts';
import { metaFileJob } from '../../ingest/check-meta-file.ts';
import { failMetaFile } from '../../ingest/settle-meta-file.ts';
import type { MetaFile } from '../../meta-files/meta-file.ts';
import { settledMetaFileStates } from '../../meta-files/meta-file-state.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Storage } from '../../storage/bucket.ts';
import { confirmUpload } from '../confirm-upload.ts';
import { isJobLost, isStuck } from '../deadlines.ts';
import { metaFileFetchJob } from './fetch-meta-file.ts';
import { metaFileUpload } from './meta-file-upload.ts';

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
  for await (const files of inChunks<MetaFile>((last) => readBehind(needs.database, last), signal)) {
    for (const file of files) await sweepMetaFile(needs, file);
  }
}

function readBehind(database: Database, last: MetaFile | undefined): Promise<MetaFile[]> {
  return database
    .selectFrom('metaFiles')
    .selectAll()
    .where('state', 'not in', [...settledMetaFileStates])
    .where('id', '>', last?.id ?? '')
    .orderBy('id')
    .limit(CHUNK)
    .execute();
}

async function sweepMetaFile(needs: Needs, file: MetaFile): Promise<void> {
  const now = needs.now();
  if (file.sourceUrl === null) await confirmUpload(needs, metaFileUpload, file);
  if (isJobLost(now, file)) await sendAgain(needs, file);
  if (!isStuck(now, file)) return;
  await failMetaFile(needs, file, ['Nothing has moved for 65 minutes. Upload the file again.']);
}

async function sendAgain({ queue, database }: Needs, file: MetaFile): Promise<void> {
  const job = { metaFileId: file.id };
  if (file.state === 'Uploaded') await queue.send(database, metaFileJob, job);
  else if (file.sourceUrl !== null) await queue.send(database, metaFileFetchJob, job);
}
