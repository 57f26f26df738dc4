import type { Database } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { importSourcesPrefix, removalsOfModelFile } from '../../models/imported-model.ts';
import { lockImport } from '../../models/lock-import.ts';
import { moveImport, tellImport } from '../../models/move-import.ts';
import type { Project } from '../../projects/project.ts';
import type { Queue } from '../../queue/queue.ts';
import { removalJob } from '../../storage/removal-job.ts';

interface Needs {
  database: Database;
  queue: Queue;
  now: () => Date;
}

/**
 * Removes what was sent of a model and not converted; a new upload begins from nothing. What an earlier conversion has
 * made stays. A DomainError during a conversion, and where the project makes its model out of photos.
 */
export async function cleanUpImportedModel(needs: Needs, project: Project): Promise<void> {
  await needs.database.transaction().execute(async (trx) => {
    const model = await lockImport(trx, project);
    if (model.state === 'Converting') {
      throw new DomainError(
        'BAD_INPUT',
        'The model is being converted. Wait for its end, or upload another one.',
      );
    }
    // Nothing is left of the files of a converted one.
    if (model.state === 'Ready') return;
    const files = await trx
      .deleteFrom('modelFiles')
      .where('uploadId', '=', model.uploadId)
      .returningAll()
      .execute();
    const sent = files.flatMap(removalsOfModelFile);
    await needs.queue.sendAll(trx, removalJob, [...sent, { prefix: importSourcesPrefix(model) }]);
    if (model.state !== 'Pending') {
      await moveImport(trx, model, { to: 'Pending', newUploadId: newId(needs.now()) });
      return;
    }
    await trx
      .updateTable('importedModels')
      .set({ complete: false, merge: null })
      .where('projectId', '=', project.id)
      .execute();
    await tellImport(trx, model);
  });
}
