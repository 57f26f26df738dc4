import { inChunks } from '../../database/in-chunks.ts';
import { metaFileJob } from '../../ingest/check-meta-file.ts';
import { failMetaFile } from '../../ingest/settle-meta-file.ts';
import type { MetaFile } from '../../meta-files/meta-file.ts';
import { SETTLED_META_FILE_STATES } from '../../meta-files/meta-file-state.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { isJobLost, isStuck } from '../deadlines.ts';
import { metaFileFetchJob } from './fetch-meta-file.ts';
import { metaFileUpload } from './meta-file-upload.ts';

interface Needs extends ConfirmNeeds {
  now: () => Date;
}

/**
 * Looks at every meta file that is on its way: finds arrived ones whose event was lost, enqueues lost jobs again,
 * and ends what has passed its deadline.
 */
export async function sweepMetaFiles(needs: Needs, signal: AbortSignal): Promise<void> {
  const moving = needs.database
    .selectFrom('metaFiles')
    .selectAll()
    .where('state', 'not in', [...SETTLED_META_FILE_STATES]);
  for await (const files of inChunks(moving, 'id', signal)) {
    for (const file of files) await sweepMetaFile(needs, file);
  }
}

async function sweepMetaFile(needs: Needs, file: MetaFile): Promise<void> {
  const now = needs.now();
  if (file.sourceUrl === null) await confirmUpload(needs, metaFileUpload, file);
  if (isJobLost(now, file)) await sendAgain(needs, file);
  if (!isStuck(now, file)) return;
  await failMetaFile(needs, file, ['Nothing has arrived for 65 minutes. Upload the file again.']);
}

async function sendAgain({ queue, database }: Needs, file: MetaFile): Promise<void> {
  const job = { metaFileId: file.id };
  if (file.state === 'Uploaded') await queue.send(database, metaFileJob, job);
  else if (file.sourceUrl !== null) await queue.send(database, metaFileFetchJob, job);
}
