/** A photo that somebody chose, before anything is known of its bytes. */
export interface ChosenPhoto {
  /** What people call it; unique in the set, for example `left/DSC_0001.JPG`. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** How a platform tells of bytes going by and learns that it should stop. */
export interface ByteWork {
  /** Called with the number of bytes since the last call. */
  onBytes(count: number): void;
  signal: AbortSignal;
}

/** Where a photo's bytes go. */
export interface PutTarget {
  /** Presigned; it is sent exactly as it is. */
  url: string;
  contentType: string;
}

/** What the object store said to a PUT. */
export interface PutAnswer {
  status: number;
  /** The beginning of the body: S3's XML error where the status is not 200. */
  body: string;
}

/**
 * What the upload needs of the place it runs in. Both methods stream: memory does not grow with the photo.
 * They reject with the signal's reason when it is aborted, with a PhotoUnreadable where the photo is at fault,
 * and with any other error where the network is.
 */
export interface ClientPlatform<Photo extends ChosenPhoto> {
  /** SHA-1 of the photo's bytes as 40 lower-case hexadecimal digits. */
  hashPhoto(photo: Photo, work: ByteWork): Promise<string>;
  /** One HTTP PUT with `Content-Length` and `Content-Type`; resolves with the answer whatever its status. */
  putPhoto(photo: Photo, target: PutTarget, work: ByteWork): Promise<PutAnswer>;
}

/** The photo can't be read, or is no longer what it was when it was chosen; trying again won't help. */
export class PhotoUnreadable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoUnreadable';
  }
}
