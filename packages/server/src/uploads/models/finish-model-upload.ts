import { conversionJob } from '../../conversion/convert-model.ts';
import type { Database } from '../../database/database.ts';
import { listModelFiles } from '../../models/find-imports.ts';
import { lockImport } from '../../models/lock-import.ts';
import { moveImport } from '../../models/move-import.ts';
import type { Project } from '../../projects/project.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Storage } from '../../storage/bucket.ts';
import { confirmUpload } from '../confirm-upload.ts';
import { modelFileUpload } from './model-file-upload.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/**
 * Takes the word that every file of a model was sent; `merge` says that they are slices of one. Its conversion
 * begins when they all are there. Said again, or of a model that is converted already, it changes nothing.
 */
export async function finishModelUpload(needs: Needs, project: Project, merge: boolean): Promise<void> {
  const { projectId, uploadId, state } = await needs.database.transaction().execute(async (trx) => {
    const found = await lockImport(trx, project);
    // Its parts are all there, and nobody had said so in time.
    const model = (found.timedOut && (await moveImport(trx, found, { to: 'Pending' }))) || found;
    if (model.state !== 'Pending') return model;
    await trx
      .updateTable('importedModels')
      .set({ complete: true, merge })
      .where('projectId', '=', project.id)
      .execute();
    return model;
  });
  if (state !== 'Pending') return;
  const files = await listModelFiles(needs.database, uploadId);
  for (const file of files) await confirmUpload(needs, modelFileUpload, file);
  if (files.length > 0) await needs.queue.send(needs.database, conversionJob, { projectId, uploadId });
}
