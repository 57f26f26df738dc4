import type { PhotoType } from '../photo-facts.ts';

/** The format of a file. `name` with its article, `advice` as sentences. */
export type FileFormat =
  | { kind: 'photo'; type: PhotoType }
  /** An image in an unsupported format. */
  | { kind: 'picture'; name: string; advice: string }
  /** Not an image. */
  | { kind: 'other'; name: string; advice: string };

/** Advice by kind of file. */
export const ADVICES = {
  export: 'Export it as JPEG, PNG or TIFF.',
  develop: 'Develop it with the program of the camera, darktable or RawTherapee, and export JPEG or TIFF.',
  heic:
    'Convert it to JPEG, for example with `heif-convert photo.heic photo.jpg`; ' +
    'for the next photos set the iPhone to Settings > Camera > Formats > Most Compatible.',
  leaveOut: 'Leave it out, and upload the photos themselves.',
  unpack: 'Unpack it and upload the photos themselves.',
  takeStills: 'Take still pictures out of it, for example with `ffmpeg -i video.mp4 -r 1 frame-%04d.jpg`.',
  downloadAgain:
    'A server sent it instead of the photo (an error or a login page): download the photo again.',
};

/** An image in an unsupported format. */
export function picture(name: string, advice: string): FileFormat {
  return { kind: 'picture', name, advice };
}

/** A file that is not an image. */
export function other(name: string, advice: string): FileFormat {
  return { kind: 'other', name, advice };
}
