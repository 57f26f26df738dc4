import type { ImageSummary } from '../api/image-calls.ts';
import type { ChosenPhoto } from '../platform.ts';
import type { HashedPhoto } from './photo-source.ts';
import type { InvalidPhoto, UploadEvent, UploadProgress, UploadReport } from './upload-report.ts';
import { createVerdictBook, type VerdictBook } from './verdict-book.ts';

/** Records an upload: the outcome of each photo, and the totals for progress bars. */
export interface UploadTally<Photo extends ChosenPhoto> {
  readonly verdicts: VerdictBook<Photo>;
  hashed(bytes: number): void;
  sent(bytes: number): void;
  retrying(photo: Photo, reason: string): void;
  duplicate(photo: Photo, sameAs: string): void;
  alreadyThere(photo: Photo, image: Pick<ImageSummary, 'id' | 'state'>): void;
  uploaded(sent: HashedPhoto<Photo>, imageId: string): void;
  failed(photo: Photo, reason: string): void;
  /** Marks an uploaded photo to be sent again, and returns it; undefined when it was not sent by this upload. */
  takeBack(imageId: string): Array<HashedPhoto<Photo>>;
  /** The outcome for each photo, given the Invalid ones. */
  report(invalid: InvalidPhoto[]): UploadReport;
}

/** Creates the tally for these photos; `onEvent` is called on every change. */
export function startTally<Photo extends ChosenPhoto>(
  photos: readonly Photo[],
  onEvent: (event: UploadEvent) => void = () => {},
): UploadTally<Photo> {
  const progress = progressAtFirst(photos);
  const report: UploadReport = { uploaded: [], alreadyThere: [], duplicates: [], invalid: [], failed: [] };
  let readyBefore = 0;

  const change = (step: Partial<UploadProgress>) => {
    const verifiedPhotos = readyBefore + verdicts.awaited.size - verdicts.pendingCount();
    Object.assign(progress, step, { verifiedPhotos });
    onEvent({ type: 'progress', progress: { ...progress } });
  };
  const dropFromSending = (photo: Photo) => progress.bytesToSend - photo.sizeBytes;
  const verdicts = createVerdictBook<Photo>(() => change({}));

  return {
    verdicts,
    hashed: (bytes) => change({ hashedBytes: progress.hashedBytes + bytes }),
    sent: (bytes) => change({ sentBytes: progress.sentBytes + bytes }),
    retrying: ({ name }, reason) => onEvent({ type: 'retrying', name, reason }),
    duplicate(photo, sameAs) {
      report.duplicates.push({ name: photo.name, sameAs });
      change({ bytesToSend: dropFromSending(photo), photosToVerify: progress.photosToVerify - 1 });
    },
    alreadyThere(photo, image) {
      report.alreadyThere.push(photo.name);
      if (image.state === 'Ready') readyBefore++;
      else verdicts.expect(image.id, { photo });
      change({ bytesToSend: dropFromSending(photo) });
    },
    uploaded(sent, imageId) {
      report.uploaded.push(sent.photo.name);
      verdicts.expect(imageId, sent);
      change({});
    },
    failed(photo, reason) {
      report.failed.push({ name: photo.name, reason });
      change({ bytesToSend: dropFromSending(photo), photosToVerify: progress.photosToVerify - 1 });
    },
    takeBack(imageId) {
      const sent = verdicts.takeBack(imageId);
      if (!sent) return [];
      report.uploaded = report.uploaded.filter((name) => name !== sent.photo.name);
      change({ sentBytes: progress.sentBytes - sent.photo.sizeBytes });
      return [sent];
    },
    report: (invalid) => closeReport(report, invalid),
  };
}

function progressAtFirst(photos: readonly ChosenPhoto[]): UploadProgress {
  const totalBytes = photos.reduce((sum, photo) => sum + photo.sizeBytes, 0);
  return {
    photos: photos.length,
    totalBytes,
    hashedBytes: 0,
    bytesToSend: totalBytes,
    sentBytes: 0,
    photosToVerify: photos.length,
    verifiedPhotos: 0,
  };
}

/** The lists with the Invalid photos removed from the sent ones, all sorted by name. */
function closeReport(lists: UploadReport, invalid: InvalidPhoto[]): UploadReport {
  const unusable = new Set(invalid.map(({ name }) => name));
  const usable = (name: string) => !unusable.has(name);
  return {
    uploaded: lists.uploaded.filter(usable).sort(),
    alreadyThere: lists.alreadyThere.filter(usable).sort(),
    duplicates: lists.duplicates.sort(byName),
    invalid: invalid.map(({ name, reasons }) => ({ name, reasons })).sort(byName),
    failed: lists.failed.sort(byName),
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
