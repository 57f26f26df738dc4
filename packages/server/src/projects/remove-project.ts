import type { Engine } from '@tiepoint/engines';
import type { Database } from '../database/database.ts';
import { appendEvents } from '../events/append-events.ts';
import { photosPrefix } from '../images/image.ts';
import { metaFilesPrefix } from '../meta-files/meta-file.ts';
import { modelsPrefix } from '../models/imported-model.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { removalJob } from '../storage/removal-job.ts';
import type { Project } from './project.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  engines: ReadonlyMap<string, Engine>;
}

/** Removes a project with its images and models. A reconstruction of it that runs ends at its next sign of life. */
export async function removeProject(needs: Needs, project: Project): Promise<void> {
  const ended = await needs.database
    .selectFrom('tasks')
    .select(['options', 'handle'])
    .where('projectId', '=', project.id)
    .where('handle', 'is not', null)
    .execute();
  await needs.database.transaction().execute(async (trx) => {
    await trx.deleteFrom('projects').where('id', '=', project.id).execute();
    await appendEvents(trx, [{ projectId: project.id, kind: 'ProjectRemoved', subjectId: project.id }]);
    await needs.queue.send(trx, removalJob, { prefix: photosPrefix(project.id) });
    await needs.queue.send(trx, removalJob, { prefix: modelsPrefix(project.id) });
    await needs.queue.send(trx, removalJob, { prefix: metaFilesPrefix(project.id) });
    for (const uploadBucket of needs.storage.uploads.keys()) {
      await needs.queue.send(trx, removalJob, { uploadBucket, prefix: `${project.id}/` });
    }
  });
  for (const { options, handle } of ended) {
    if (handle) await needs.engines.get(options.engine)?.discard(handle);
  }
  for (const engine of needs.engines.values()) await engine.forget(project.id);
}
