import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { META_FOLDER } from '../meta-files/meta-file.ts';
import { MODEL_FOLDER } from '../models/imported-model.ts';
import { readUploadKey, type UploadPlace } from '../storage/upload-key.ts';

/** A write into an upload bucket. */
export interface UploadWrite {
  key: string;
  /** The id of the user token that it was granted to. */
  holder: string;
}

/**
 * Whether bytes are still wanted at a place of an upload bucket from the holder of a user token: the token is valid, its
 * user owns the project, and something is registered there that bytes may come for. One query by primary keys.
 */
export async function mayPut(
  { database }: { database: Database },
  { key, holder }: UploadWrite,
): Promise<boolean> {
  const place = readUploadKey(key);
  const registered = place && registeredAt(place);
  if (!registered) return false;
  const { rows } = await sql`select from projects
    join user_tokens on user_tokens.user_id = projects.owner_id and user_tokens.id = ${holder}
    where projects.id = ${place.projectId} and exists (${registered})`.execute(database);
  return rows.length > 0;
}

/** What is registered at a place; nothing where bytes would serve nobody. A PUT that is repeated is no error. */
function registeredAt({ projectId, filename, folder }: UploadPlace & { folder?: string }) {
  const at = (table: string): RawBuilder<unknown> =>
    sql`select from ${sql.table(table)} as sent where sent.project_id = ${projectId} and sent.filename = ${filename}`;
  if (folder === undefined) return at('images');
  if (folder === META_FOLDER) return at('meta_files');
  if (folder !== MODEL_FOLDER) return undefined;
  return sql`${at('model_files')} and (sent.state = 'Uploaded' or sent.state = 'Pending' and exists (
    select from imported_models as model
    where model.project_id = sent.project_id and model.upload_id = sent.upload_id
      and (model.state = 'Pending' or model.timed_out)))`;
}
