import type { ChosenPhoto } from '../platform.ts';
import type { HashedPhoto } from './photo-source.ts';

/** A photo that awaits a verdict. */
interface AwaitedPhoto<Photo extends ChosenPhoto> {
  photo: Photo;
  /** Undefined when the project already had it. */
  checksum?: string;
}

/** The photos that await a verdict, and those known to have one. */
export interface VerdictBook<Photo extends ChosenPhoto> {
  /** By image id. */
  readonly awaited: ReadonlyMap<string, AwaitedPhoto<Photo>>;
  expect(imageId: string, photo: AwaitedPhoto<Photo>): void;
  /** Records that these images of the project, awaited or not, are Ready, Invalid or removed. */
  judged(imageIds: Iterable<string>): void;
  /** Records that an image is uploaded again. */
  unjudged(imageId: string): void;
  /** Number of awaited photos without a known verdict. */
  pendingCount(): number;
  /** Stops awaiting a photo, and returns it; undefined when it was not sent by this upload. */
  takeBack(imageId: string): HashedPhoto<Photo> | undefined;
}

/** Creates an empty book; `onChange` is called when the number of verdicts changes. */
export function createVerdictBook<Photo extends ChosenPhoto>(onChange: () => void): VerdictBook<Photo> {
  const awaited = new Map<string, AwaitedPhoto<Photo>>();
  // A verdict may arrive before the response to the PUT.
  const judgedIds = new Set<string>();
  let open = 0;
  const isOpen = (imageId: string) => awaited.has(imageId) && !judgedIds.has(imageId);

  return {
    awaited,
    expect(imageId, photo) {
      awaited.set(imageId, photo);
      if (isOpen(imageId)) open++;
    },
    judged(imageIds) {
      const openBefore = open;
      for (const imageId of imageIds) {
        if (isOpen(imageId)) open--;
        judgedIds.add(imageId);
      }
      if (open !== openBefore) onChange();
    },
    unjudged(imageId) {
      if (!judgedIds.delete(imageId) || !isOpen(imageId)) return;
      open++;
      onChange();
    },
    pendingCount: () => open,
    takeBack(imageId) {
      const { photo, checksum } = awaited.get(imageId) ?? {};
      if (!photo || !checksum) return undefined;
      if (isOpen(imageId)) open--;
      awaited.delete(imageId);
      judgedIds.delete(imageId);
      return { photo, checksum };
    },
  };
}
