import { type Client, type UploadProgress, type UploadReport, uploadPhotos } from '@tiepoint/client';
import type { FilePhoto } from '@tiepoint/client/node';
import type { ProgressLine, ProgressView } from '../progress/progress-view.ts';
import type { Shell } from '../shell.ts';
import { count, nameSome } from './name-some.ts';

/** Photos to upload to a project. */
export interface WatchedUpload {
  client: Client<FilePhoto>;
  projectId: string;
  photos: readonly FilePhoto[];
  checksums?: ReadonlyMap<FilePhoto, string>;
}

/** Uploads photos with three progress bars (hashing, upload, verification) and reports the outcome. */
export async function uploadWithProgress(shell: Shell, upload: WatchedUpload): Promise<UploadReport> {
  const show = beginLines(shell.view, upload);
  const report = await uploadPhotos({
    ...upload,
    onEvent: (event) => {
      if (event.type === 'progress') show(event.progress);
      else shell.view.say(`Retrying ${event.name}: ${event.reason}`);
    },
    signal: shell.signal,
  });
  sayReport(shell.view, report);
  return report;
}

function beginLines(view: ProgressView, upload: WatchedUpload): (progress: UploadProgress) => void {
  const totalBytes = upload.photos.reduce((sum, photo) => sum + photo.sizeBytes, 0);
  const hashing = upload.checksums ? undefined : view.begin('Hashing', 'bytes', totalBytes);
  const sending = view.begin('Upload', 'bytes', totalBytes);
  const checking = view.begin('Verification', 'photos', upload.photos.length);
  return (progress) => {
    const { hashedBytes, totalBytes, sentBytes, bytesToSend, verifiedPhotos, photosToVerify } = progress;
    if (hashing) advance(hashing, hashedBytes, totalBytes);
    // The bytes to send grow until every photo is hashed: only then is reaching them the end.
    if (hashedBytes < totalBytes) sending.set(sentBytes, bytesToSend);
    else advance(sending, sentBytes, bytesToSend);
    advance(checking, verifiedPhotos, photosToVerify);
  };
}

function advance(line: ProgressLine, done: number, total: number): void {
  line.set(done, total);
  if (done >= total) line.finish();
}

function sayReport(view: ProgressView, report: UploadReport): void {
  const { uploaded, alreadyThere, duplicates, invalid, failed } = report;
  view.close();
  const parts = [`${count(uploaded.length, 'photo')} uploaded`];
  if (alreadyThere.length > 0) parts.push(`${alreadyThere.length} already there`);
  if (duplicates.length > 0) parts.push(`${count(duplicates.length, 'duplicate')} skipped`);
  if (invalid.length > 0) parts.push(`${invalid.length} unusable`);
  if (failed.length > 0) parts.push(`${failed.length} not uploaded`);
  view.say(`${parts.join(', ')}.`);
  if (duplicates.length > 0) {
    view.say(`Same photo twice: ${nameSome(duplicates.map(({ name, sameAs }) => `${name} = ${sameAs}`))}`);
  }
  for (const { name, reasons } of invalid) view.say(`Unusable: ${name}: ${reasons.join(' ')}`);
  for (const { name, reason } of failed) view.say(`Not uploaded: ${name}: ${reason}`);
}
