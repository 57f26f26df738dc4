import { sql } from 'kysely';
import { inChunks } from '../../database/in-chunks.ts';
import { recordLife } from '../../database/server-life.ts';
import { metaFileJob } from '../../ingest/check-meta-file.ts';
import type { MetaFile } from '../../meta-files/meta-file.ts';
import { SETTLED_META_FILE_STATES } from '../../meta-files/meta-file-state.ts';
import { moveMetaFile } from '../../meta-files/move-meta-file.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { jobLost, overdue } from '../deadlines.ts';
import { metaFileFetchJob } from './fetch-meta-file.ts';
import { metaFileUpload } from './meta-file-upload.ts';

const MOVED_AT = sql<Date>`moved_at`;

/**
 * Looks at every meta file that is on its way: finds arrived ones whose event was lost, enqueues lost jobs again,
 * and ends what has not arrived within its deadline.
 */
export async function sweepMetaFiles(needs: ConfirmNeeds, signal: AbortSignal): Promise<void> {
  const moving = needs.database
    .selectFrom('metaFiles')
    .selectAll()
    .select([jobLost(MOVED_AT).as('jobLost'), overdue(MOVED_AT).as('overdue')])
    .where('state', 'not in', [...SETTLED_META_FILE_STATES]);
  for await (const files of inChunks(moving, 'id', signal)) {
    await recordLife(needs.database);
    for (const file of files) {
      if (file.jobLost) await sendAgain(needs, file);
      if (file.sourceUrl === null || file.overdue) await sweepMetaFile(needs, file, file.overdue);
    }
  }
}

async function sweepMetaFile(needs: ConfirmNeeds, file: MetaFile, isOverdue: boolean): Promise<void> {
  const { state } = await confirmUpload(needs, metaFileUpload, file);
  if (!isOverdue || state !== 'Pending') return;
  const errors = ['The upload did not arrive within 65 minutes. Upload the file again.'];
  const ended = await needs.database
    .transaction()
    .execute((trx) => moveMetaFile(trx, file.id, { from: 'Pending', to: 'Failed', errors }));
  // What arrives later, or has arrived at this moment, brings it back.
  if (ended) await confirmUpload(needs, metaFileUpload, ended);
}

async function sendAgain({ queue, database }: ConfirmNeeds, file: MetaFile): Promise<void> {
  const job = { metaFileId: file.id };
  if (file.state === 'Uploaded') await queue.send(database, metaFileJob, job);
  else if (file.sourceUrl !== null) await queue.send(database, metaFileFetchJob, job);
}
