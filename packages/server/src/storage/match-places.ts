import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { UploadPlace } from './upload-key.ts';

/** Whether a row lies at one of these places of an upload bucket. */
export function matchPlaces(table: string, places: readonly UploadPlace[]): RawBuilder<SqlBool> {
  const projectIds = places.map(({ projectId }) => projectId);
  const filenames = places.map(({ filename }) => filename);
  return sql`(${sql.ref(`${table}.projectId`)}, ${sql.ref(`${table}.filename`)}) in
    (select * from unnest(${projectIds}::text[], ${filenames}::text[]))`;
}
