import type { Fetcher } from '../../fetching/fetcher.ts';
import type { MetaFile } from '../../meta-files/meta-file.ts';
import type { Project } from '../../projects/project.ts';
import type { ConfirmNeeds } from '../confirm-upload.ts';
import { readSource, type UploadSource } from '../read-source.ts';
import { metaFileFetchJob } from './fetch-meta-file.ts';
import { recordMetaFile } from './register-meta-file.ts';

interface Needs extends ConfirmNeeds {
  fetcher: Fetcher;
  now: () => Date;
}

/** Registers a meta file that the server is to fetch itself, and enqueues that. */
export async function requestMetaFileFetch(
  needs: Needs,
  project: Project,
  source: UploadSource,
): Promise<MetaFile> {
  const announcement = readSource(needs, source);
  return needs.database.transaction().execute(async (trx) => {
    const file = await recordMetaFile({ ...needs, database: trx }, project, announcement);
    await needs.queue.send(trx, metaFileFetchJob, { metaFileId: file.id });
    return file;
  });
}
