import { META_FOLDER } from '../meta-files/meta-file.ts';
import { MODEL_FOLDER } from '../models/imported-model.ts';
import { readUploadKey, type UploadPlace } from '../storage/upload-key.ts';
import { type ConfirmNeeds, confirmUpload } from './confirm-upload.ts';
import { imageUpload } from './images/image-upload.ts';
import { metaFileUpload } from './meta-files/meta-file-upload.ts';
import { modelFileUpload } from './models/model-file-upload.ts';
import type { Upload, UploadKind } from './upload-kind.ts';

/** An object as an upload bucket names it. */
export interface ArrivedObject {
  bucket: string;
  key: string;
}

/** Takes the hint that an object has arrived in an upload bucket; its key says what it is. What serves nobody goes. */
export async function confirmArrival(needs: ConfirmNeeds, object: ArrivedObject): Promise<void> {
  const place = readUploadKey(object.key);
  if (!place) return;
  const take = <Row extends Upload>(kind: UploadKind<Row>) => takeObject(needs, kind, { object, place });
  if (place.folder === undefined) await take(imageUpload);
  else if (place.folder === META_FOLDER) await take(metaFileUpload);
  else if (place.folder === MODEL_FOLDER) await take(modelFileUpload);
  else await removeObject(needs, object);
}

async function takeObject<Row extends Upload>(
  needs: ConfirmNeeds,
  kind: UploadKind<Row>,
  { object, place }: { object: ArrivedObject; place: UploadPlace },
): Promise<void> {
  const row = await kind.find(needs.database, place.projectId, place.filename);
  if (!row || kind.over.includes(row.state)) return removeObject(needs, object);
  if (row.bucket === object.bucket) await confirmUpload(needs, kind, row);
}

async function removeObject({ storage }: ConfirmNeeds, { bucket, key }: ArrivedObject): Promise<void> {
  await storage.uploads.get(bucket)?.remove(key);
}
