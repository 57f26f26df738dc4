import { type Caller, requireToken } from '../auth/authenticate.ts';
import type { Storage } from '../storage/bucket.ts';
import { PRESIGNED_SECONDS } from '../storage/bucket.ts';
import { grantUpload } from '../uploads/grant-upload.ts';
import type { Upload, UploadKind } from '../uploads/upload-kind.ts';

/** A presigned PUT as every upload mutation answers it, with the server's clock to tell how long it is valid. */
export async function grantInAnswer<Row extends Upload>(
  parts: { storage: Storage; now: () => Date },
  kind: UploadKind<Row>,
  { row, caller }: { row: Row; caller: Caller },
): Promise<{ url: string; serverTime: string; ttlSeconds: number }> {
  const { url } = await grantUpload(parts, kind, { row, holder: requireToken(caller) });
  return { url, serverTime: parts.now().toISOString(), ttlSeconds: PRESIGNED_SECONDS };
}
