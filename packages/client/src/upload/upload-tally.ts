import type { ImageSummary } from '../api/image-calls.ts';
import type { ChosenPhoto } from '../platform.ts';
import type { HashedPhoto } from './photo-source.ts';
import type { InvalidPhoto, UploadEvent, UploadProgress, UploadReport } from './upload-report.ts';

/** A photo that the server has to judge. */
interface AwaitedPhoto<Photo extends ChosenPhoto> {
  photo: Photo;
  /** Undefined where the project had it. */
  checksum?: string;
}

/** Keeps the books of one upload: where each photo left the road, and the sums that progress bars show. */
export interface UploadTally<Photo extends ChosenPhoto> {
  /** Photos that the server has to judge, by image id. */
  readonly awaited: ReadonlyMap<string, AwaitedPhoto<Photo>>;
  hashed(bytes: number): void;
  sent(bytes: number): void;
  retrying(photo: Photo, reason: string): void;
  duplicate(photo: Photo, sameAs: string): void;
  alreadyThere(photo: Photo, image: Pick<ImageSummary, 'id' | 'state'>): void;
  uploaded(sent: HashedPhoto<Photo>, imageId: string): void;
  failed(photo: Photo, reason: string): void;
  /** Notes that these images of the project, awaited or not, are Ready, Invalid or removed. */
  judged(imageIds: Iterable<string>): void;
  /** Notes that an image is on its way again. */
  unjudged(imageId: string): void;
  /** How many of the awaited photos are not known to be judged. */
  openCount(): number;
  /** Says that an uploaded photo has to be sent again, and gives it; nothing where it was not sent from here. */
  takeBack(imageId: string): Array<HashedPhoto<Photo>>;
  /** What became of each photo, once the server has said which are unusable. */
  report(invalid: InvalidPhoto[]): UploadReport;
}

/** Opens the books for these photos; `onEvent` hears of every change. */
export function startTally<Photo extends ChosenPhoto>(
  photos: readonly Photo[],
  onEvent: (event: UploadEvent) => void = () => {},
): UploadTally<Photo> {
  const progress = progressAtFirst(photos);
  const awaited = new Map<string, AwaitedPhoto<Photo>>();
  /** A verdict may be heard of before the answer to the PUT. */
  const judgedIds = new Set<string>();
  const report: UploadReport = { uploaded: [], alreadyThere: [], duplicates: [], invalid: [], failed: [] };
  let readyBefore = 0;
  let open = 0;

  const change = (step: Partial<UploadProgress>) => {
    Object.assign(progress, step, { verifiedPhotos: readyBefore + awaited.size - open });
    onEvent({ type: 'progress', progress: { ...progress } });
  };
  const dropFromSending = (photo: Photo) => progress.bytesToSend - photo.sizeBytes;
  const isOpen = (imageId: string) => awaited.has(imageId) && !judgedIds.has(imageId);
  const wait = (imageId: string, photo: AwaitedPhoto<Photo>) => {
    awaited.set(imageId, photo);
    if (isOpen(imageId)) open++;
  };

  return {
    awaited,
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
      else wait(image.id, { photo });
      change({ bytesToSend: dropFromSending(photo) });
    },
    uploaded(sent, imageId) {
      report.uploaded.push(sent.photo.name);
      wait(imageId, sent);
      change({});
    },
    failed(photo, reason) {
      report.failed.push({ name: photo.name, reason });
      change({ bytesToSend: dropFromSending(photo), photosToVerify: progress.photosToVerify - 1 });
    },
    judged(imageIds) {
      const openBefore = open;
      for (const imageId of imageIds) {
        if (isOpen(imageId)) open--;
        judgedIds.add(imageId);
      }
      if (open !== openBefore) change({});
    },
    unjudged(imageId) {
      if (judgedIds.delete(imageId) && isOpen(imageId)) {
        open++;
        change({});
      }
    },
    openCount: () => open,
    takeBack(imageId) {
      const { photo, checksum } = awaited.get(imageId) ?? {};
      if (!photo || !checksum) return [];
      report.uploaded = report.uploaded.filter((name) => name !== photo.name);
      if (isOpen(imageId)) open--;
      awaited.delete(imageId);
      judgedIds.delete(imageId);
      change({ sentBytes: progress.sentBytes - photo.sizeBytes });
      return [{ photo, checksum }];
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
