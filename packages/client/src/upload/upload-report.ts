/**
 * How far an upload is, in sums over all its photos. `bytesToSend` and `photosToVerify` shrink; `sentBytes` and
 * `verifiedPhotos` go back where a photo has to be sent again.
 *
 * @example
 * ```ts
 * import type { UploadProgress } from '@tiepoint/client';
 *
 * const percent = ({ sentBytes, bytesToSend }: UploadProgress) => (100 * sentBytes) / Math.max(bytesToSend, 1);
 * ```
 */
export interface UploadProgress {
  photos: number;
  /** Bytes of all chosen photos. */
  totalBytes: number;
  hashedBytes: number;
  /** What must go over the wire: photos that the project has, doubles and failures are taken off as found. */
  bytesToSend: number;
  sentBytes: number;
  /** Photos that the server has or will have to check. */
  photosToVerify: number;
  /** Photos that are Ready or Invalid. */
  verifiedPhotos: number;
}

/**
 * What an upload tells while it runs.
 *
 * @example
 * ```ts
 * import { type UploadEvent, uploadPhotos } from '@tiepoint/client';
 *
 * const onEvent = (event: UploadEvent) => {
 *   if (event.type === 'retrying') console.log(`Retrying ${event.name}: ${event.reason}`);
 * };
 * await uploadPhotos({ client, projectId, photos, onEvent });
 * ```
 */
export type UploadEvent =
  | { type: 'progress'; progress: UploadProgress }
  /** Sending this photo went wrong and is tried again. */
  | { type: 'retrying'; name: string; reason: string };

/**
 * What became of each photo; every chosen photo is in exactly one of the lists, by its name.
 *
 * @example
 * ```ts
 * import { type UploadReport, uploadPhotos } from '@tiepoint/client';
 *
 * const isComplete = ({ invalid, failed }: UploadReport) => invalid.length + failed.length === 0;
 * console.log(isComplete(await uploadPhotos({ client, projectId, photos })));
 * ```
 */
export interface UploadReport {
  /** Sent now and found Ready. */
  uploaded: string[];
  /** The project had them: not sent again, and Ready. */
  alreadyThere: string[];
  /** Same bytes as another chosen photo, which stands for both. */
  duplicates: Array<{ name: string; sameAs: string }>;
  /** Sent, and found unusable by the server. */
  invalid: Array<{ name: string; reasons: string[] }>;
  /** Not sent; uploading again may help. */
  failed: Array<{ name: string; reason: string }>;
}

/** A photo that the server found unusable. */
export interface InvalidPhoto {
  imageId: string;
  name: string;
  reasons: string[];
  /** Whether that is only because its bytes did not come in time. */
  timedOut: boolean;
}
