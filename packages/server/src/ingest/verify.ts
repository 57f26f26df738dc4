import type { Database } from '../database/database.ts';
import type { Image } from '../images/image.ts';
import { duplicateFault, type StepOutcome } from './step.ts';

/** Holds the bytes that came against what was announced and what the project has already. */
export async function verifyBytes(
  database: Database,
  image: Image,
  bytes: { size: number; sha1: string },
): Promise<StepOutcome> {
  if (bytes.size === 0) {
    return {
      faults: [{ code: 'EmptyFile', message: 'The file is empty (0 bytes). Copy it from the camera again.' }],
    };
  }
  if (image.checksum && image.checksum !== bytes.sha1) {
    const message =
      `The bytes that arrived have the SHA-1 ${bytes.sha1}, announced was ${image.checksum}. ` +
      'The file was changed or damaged on its way: upload it again.';
    return { faults: [{ code: 'ChecksumMismatch', message }] };
  }
  const twin = await database
    .selectFrom('images')
    .select('name')
    .where('projectId', '=', image.projectId)
    .where('sha1', '=', bytes.sha1)
    .where('state', '=', 'Ready')
    .where('id', '!=', image.id)
    .executeTakeFirst();
  if (twin) return { faults: [duplicateFault(twin.name)] };
  return { facts: bytes };
}
