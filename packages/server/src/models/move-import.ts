import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { appendEvents } from '../events/append-events.ts';
import { type ImportState, importStatesBefore } from './import-state.ts';
import type { ConversionReport, ImportedModel } from './imported-model.ts';

/** A move of the upload that counts; with a new upload, the reason of a failure, or what came of a conversion. */
interface Move {
  to: ImportState;
  newUploadId?: string;
  error?: string;
  timedOut?: boolean;
  report?: ConversionReport;
}

/**
 * Moves an imported model by compare-and-set and tells of it in the log. Undefined when it is not (or no longer) in
 * a state that may move there, or another upload counts by now: nothing has changed.
 */
export async function moveImport(
  trx: Trx,
  upload: Pick<ImportedModel, 'projectId' | 'uploadId'>,
  { to, newUploadId, error, timedOut = false, report }: Move,
): Promise<ImportedModel | undefined> {
  const moved = await trx
    .updateTable('importedModels')
    .set({
      state: to,
      error: error ?? null,
      timedOut,
      movedAt: sql<Date>`now()`,
      ...(newUploadId && { uploadId: newUploadId, complete: false, merge: null }),
      ...(report && { report: JSON.stringify(report) }),
    })
    .where('projectId', '=', upload.projectId)
    .where('uploadId', '=', upload.uploadId)
    .where('state', 'in', importStatesBefore(to))
    .returningAll()
    .executeTakeFirst();
  if (moved) await tellImport(trx, moved);
  return moved;
}

/** Writes into the log which state an imported model is in. */
export async function tellImport(trx: Trx, { projectId, state }: ImportedModel): Promise<void> {
  await appendEvents(trx, [
    { projectId, kind: 'ImportMoved', subjectId: projectId, facts: { importedState: state } },
  ]);
}
