import { readMetaUploadKey } from '../meta-files/meta-file.ts';
import { readModelUploadKey } from '../models/imported-model.ts';
import { confirmMetaUpload } from './confirm-meta-file.ts';
import { confirmModelUpload } from './confirm-model-file.ts';
import { confirmUpload } from './confirm-upload.ts';

type Needs = Parameters<typeof confirmUpload>[0];

/** Takes the hint that an object has arrived in an upload bucket; its key says what it is. */
export async function confirmArrival(needs: Needs, object: { bucket: string; key: string }): Promise<void> {
  if (readMetaUploadKey(object.key)) return confirmMetaUpload(needs, object);
  if (readModelUploadKey(object.key)) return confirmModelUpload(needs, object);
  return confirmUpload(needs, object);
}
