import type { Trx } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { ImportedModel } from './imported-model.ts';

/** The imported model of a project, locked against others until the transaction ends; a DomainError without one. */
export async function lockImport(trx: Trx, project: { id: string }): Promise<ImportedModel> {
  const model = await trx
    .selectFrom('importedModels')
    .selectAll()
    .where('projectId', '=', project.id)
    .forUpdate()
    .executeTakeFirst();
  if (model) return model;
  const message = 'This project is for photos. For a finished model, create a project with `imported: true`.';
  throw new DomainError('BAD_INPUT', message);
}
