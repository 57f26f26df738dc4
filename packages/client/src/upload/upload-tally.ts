import type { ImageSummary } from '../api/image-calls.ts';
import type { ChosenPhoto } from '../platform.ts';
import type { UploadEvent, UploadProgress, UploadReport } from './upload-report.ts';
import type { InvalidPhoto } from './wait-for-verdicts.ts';

/** Keeps the books of one upload: what became of each photo, and the sums that progress bars show. */
export interface UploadTally {
  /** Names of the photos that the server has to check, by image id. */
  readonly awaited: ReadonlyMap<string, string>;
  /** Says that this photo has these bytes; gives the name of the photo that said so before, if one did. */
  claim(checksum: string, photo: ChosenPhoto): string | undefined;
  hashed(bytes: number): void;
  sent(bytes: number): void;
  verified(count: number): void;
  retrying(photo: ChosenPhoto, reason: string): void;
  duplicate(photo: ChosenPhoto, sameAs: string): void;
  alreadyThere(photo: ChosenPhoto, image: Pick<ImageSummary, 'id' | 'state'>): void;
  uploaded(photo: ChosenPhoto, imageId: string): void;
  /** Says that an uploaded photo has to be sent again. */
  takeBack(photo: ChosenPhoto, imageId: string): void;
  failed(photo: ChosenPhoto, reason: string): void;
  /** What became of each photo, once the server has said which are unusable. */
  report(invalid: InvalidPhoto[]): UploadReport;
}

/** Opens the books for these photos; `onEvent` hears of every change. */
export function startTally(
  photos: readonly ChosenPhoto[],
  onEvent: (event: UploadEvent) => void = () => {},
): UploadTally {
  const progress = progressAtFirst(photos);
  const owners = new Map<string, string>();
  const awaited = new Map<string, string>();
  const report: UploadReport = { uploaded: [], alreadyThere: [], duplicates: [], invalid: [], failed: [] };
  let readyBefore = 0;

  const change = (step: Partial<UploadProgress>) => {
    Object.assign(progress, step);
    onEvent({ type: 'progress', progress: { ...progress } });
  };
  const dropFromSending = (photo: ChosenPhoto) => progress.bytesToSend - photo.sizeBytes;

  return {
    awaited,
    claim(checksum, photo) {
      const owner = owners.get(checksum);
      if (owner === undefined) owners.set(checksum, photo.name);
      return owner;
    },
    hashed: (bytes) => change({ hashedBytes: progress.hashedBytes + bytes }),
    sent: (bytes) => change({ sentBytes: progress.sentBytes + bytes }),
    verified: (count) => change({ verifiedPhotos: readyBefore + count }),
    retrying: ({ name }, reason) => onEvent({ type: 'retrying', name, reason }),
    duplicate(photo, sameAs) {
      report.duplicates.push({ name: photo.name, sameAs });
      change({ bytesToSend: dropFromSending(photo), photosToVerify: progress.photosToVerify - 1 });
    },
    alreadyThere(photo, image) {
      report.alreadyThere.push(photo.name);
      if (image.state === 'Ready') readyBefore++;
      else awaited.set(image.id, photo.name);
      change({ bytesToSend: dropFromSending(photo) });
    },
    uploaded(photo, imageId) {
      report.uploaded.push(photo.name);
      awaited.set(imageId, photo.name);
    },
    takeBack(photo, imageId) {
      report.uploaded = report.uploaded.filter((name) => name !== photo.name);
      awaited.delete(imageId);
      change({ sentBytes: progress.sentBytes - photo.sizeBytes });
    },
    failed(photo, reason) {
      report.failed.push({ name: photo.name, reason });
      change({ bytesToSend: dropFromSending(photo), photosToVerify: progress.photosToVerify - 1 });
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

/** The lists with the unusable photos taken out of those that were sent, all sorted by name. */
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
