import { conversionJob } from '../../conversion/convert-model.ts';
import { failImport } from '../../conversion/settle-import.ts';
import { inChunks } from '../../database/in-chunks.ts';
import { listModelFiles } from '../../models/find-imports.ts';
import type { ImportedModel, ModelFile } from '../../models/imported-model.ts';
import { judgeUpload } from '../../models/judge-upload.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { isJobLost, isStuck } from '../deadlines.ts';
import { modelFileFetchJob } from './fetch-model-file.ts';
import { modelFileUpload } from './model-file-upload.ts';

interface Needs extends ConfirmNeeds {
  now: () => Date;
}

/**
 * Looks at every imported model that is on its way: finds arrived files whose event was lost, enqueues lost jobs
 * again, and ends what has passed its deadline. A model that nothing was sent for may wait for ever.
 */
export async function sweepImports(needs: Needs, signal: AbortSignal): Promise<void> {
  const moving = needs.database
    .selectFrom('importedModels')
    .selectAll()
    .where('state', 'in', ['Pending', 'Converting']);
  for await (const models of inChunks(moving, 'projectId', signal)) {
    for (const model of models) await sweepImport(needs, model);
  }
}

async function sweepImport(needs: Needs, model: ImportedModel): Promise<void> {
  const { projectId, uploadId } = model;
  const files = await listModelFiles(needs.database, uploadId);
  if (files.length === 0) return;
  for (const file of files) if (file.state === 'Pending') await sweepFile(needs, file);
  const progress = judgeUpload(model, files);
  const newest = {
    movedAt: new Date(Math.max(...[model, ...files].map(({ movedAt }) => movedAt.getTime()))),
  };
  const convertible = progress === 'complete' || progress === 'probably complete';
  if (model.state === 'Converting' || convertible) {
    // A conversion that waits for its turn or runs is not doubled; a lost one begins again.
    if (isJobLost(needs.now(), newest)) {
      await needs.queue.send(needs.database, conversionJob, { projectId, uploadId });
    }
    return;
  }
  if (!isStuck(needs.now(), newest)) return;
  await failImport(needs, model, { to: 'Failed', reason: reasonOf(files) });
}

async function sweepFile(needs: Needs, file: ModelFile): Promise<void> {
  if (file.sourceUrl === null) await confirmUpload(needs, modelFileUpload, file);
  else if (isJobLost(needs.now(), file)) {
    await needs.queue.send(needs.database, modelFileFetchJob, { fileId: file.id });
  }
}

function reasonOf(files: readonly ModelFile[]): string {
  const missing = files.filter(({ state }) => state !== 'Uploaded');
  const [first] = missing;
  if (!first) return 'Nobody has said that the last part was sent, for 65 minutes. Upload the model again.';
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return `${first.name}${others} did not arrive within 65 minutes. Upload the model again.`;
}
