/**
 * Progress of an upload in totals over all photos. `bytesToSend` and `photosToVerify` may shrink; `sentBytes` and
 * `verifiedPhotos` go back when a photo has to be sent again.
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
  /** Bytes to send: known photos, duplicates and failures are subtracted as they are found. */
  bytesToSend: number;
  sentBytes: number;
  /** Photos that the server checks. */
  photosToVerify: number;
  /** Photos that are Ready or Invalid. */
  verifiedPhotos: number;
}

/**
 * An event during an upload.
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
  /** Sending this photo failed and is retried. */
  | { type: 'retrying'; name: string; reason: string };

/**
 * The outcome for each photo; every chosen photo is in exactly one of the lists, by its name.
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
  /** Sent now, and Ready. */
  uploaded: string[];
  /** Already in the project: not sent again, and Ready. */
  alreadyThere: string[];
  /** Identical to another chosen photo, which stands for both. */
  duplicates: Array<{ name: string; sameAs: string }>;
  /** Sent, and Invalid: unusable. */
  invalid: Array<{ name: string; reasons: string[] }>;
  /** Not sent; a later upload may succeed. */
  failed: Array<{ name: string; reason: string }>;
}

/** A photo that is Invalid. */
export interface InvalidPhoto {
  imageId: string;
  name: string;
  reasons: string[];
  /** Whether the only reason is that its bytes did not arrive in time. */
  timedOut: boolean;
}
