import type { Fetcher } from '../../fetching/fetcher.ts';
import type { ModelFile } from '../../models/imported-model.ts';
import type { Project } from '../../projects/project.ts';
import type { ConfirmNeeds } from '../confirm-upload.ts';
import { readSource, type UploadSource } from '../read-source.ts';
import { modelFileFetchJob } from './fetch-model-file.ts';
import { recordModelFile } from './register-model-file.ts';

interface Needs extends ConfirmNeeds {
  fetcher: Fetcher;
  now: () => Date;
}

/** Registers a file of a model that the server is to fetch itself, and enqueues that. */
export async function requestModelFileFetch(
  needs: Needs,
  project: Project,
  source: UploadSource,
): Promise<ModelFile> {
  const { filename, ...announcement } = readSource(needs, source);
  return needs.database.transaction().execute(async (trx) => {
    const named = { ...announcement, filename: filename || 'model' };
    const file = await recordModelFile({ ...needs, database: trx }, project, named);
    await needs.queue.send(trx, modelFileFetchJob, { fileId: file.id });
    return file;
  });
}
