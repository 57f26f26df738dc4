import type { ChosenPhoto } from '../platform.ts';
import type { HashedPhoto } from './photo-source.ts';

/** A photo that the server has to judge. */
interface AwaitedPhoto<Photo extends ChosenPhoto> {
  photo: Photo;
  /** Undefined where the project had it. */
  checksum?: string;
}

/** Which photos the server has to judge, and of which it is known that they are judged. */
export interface VerdictBook<Photo extends ChosenPhoto> {
  /** By image id. */
  readonly awaited: ReadonlyMap<string, AwaitedPhoto<Photo>>;
  expect(imageId: string, photo: AwaitedPhoto<Photo>): void;
  /** Notes that these images of the project, awaited or not, are Ready, Invalid or removed. */
  judged(imageIds: Iterable<string>): void;
  /** Notes that an image is on its way again. */
  unjudged(imageId: string): void;
  /** How many of the awaited photos are not known to be judged. */
  openCount(): number;
  /** Awaits a photo no longer, and gives it; undefined where it was not sent from here. */
  takeBack(imageId: string): HashedPhoto<Photo> | undefined;
}

/** Opens an empty book; `onChange` hears when another number of photos is judged. */
export function createVerdictBook<Photo extends ChosenPhoto>(onChange: () => void): VerdictBook<Photo> {
  const awaited = new Map<string, AwaitedPhoto<Photo>>();
  // A verdict may be heard of before the answer to the PUT.
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
    openCount: () => open,
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
