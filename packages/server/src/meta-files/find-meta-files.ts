import type { Database, Executor } from '../database/database.ts';
import { type Page, type PageRequest, readPage } from '../database/page.ts';
import type { MetaFile } from './meta-file.ts';

/** The meta file of a project, by id. */
export async function findMetaFile(
  executor: Executor,
  projectId: string,
  id: string,
): Promise<MetaFile | undefined> {
  return executor
    .selectFrom('metaFiles')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The meta file of a project by its name in the bucket. */
export async function findMetaFileByFilename(
  executor: Executor,
  projectId: string,
  filename: string,
): Promise<MetaFile | undefined> {
  return executor
    .selectFrom('metaFiles')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('filename', '=', filename)
    .executeTakeFirst();
}

/** The Ready meta file of a project that has these bytes. */
export async function findMetaFileByChecksum(
  executor: Executor,
  projectId: string,
  sha1: string,
): Promise<MetaFile | undefined> {
  return executor
    .selectFrom('metaFiles')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('sha1', '=', sha1)
    .where('state', '=', 'Ready')
    .executeTakeFirst();
}

/** The Ready meta files of a project: one of each name at most. */
export async function listReadyMetaFiles(executor: Executor, projectId: string): Promise<MetaFile[]> {
  return executor
    .selectFrom('metaFiles')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('state', '=', 'Ready')
    .execute();
}

/** How many meta files of a project have arrived and are being checked. */
export async function countArrivedMetaFiles(executor: Executor, projectId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('metaFiles')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('projectId', '=', projectId)
    .where('state', '=', 'Uploaded')
    .executeTakeFirstOrThrow();
  return count;
}

/** A page of a project's meta files in the order of their registration. */
export async function listMetaFiles(
  database: Database,
  projectId: string,
  request: PageRequest,
): Promise<Page<MetaFile>> {
  return readPage(database.selectFrom('metaFiles').selectAll().where('projectId', '=', projectId), request);
}
