import type { IMAGE_STATE, ProjectReport, QUALITY } from '@tiepoint/protocol';
import type { PhotoFacts, PhotoFault, PhotoWarning } from '../photo-facts.ts';

/** A photo of a set with what is known of it. */
export interface SetPhoto {
  id: string;
  /** The name that the user gave it. */
  name: string;
  /** `Ready` or `Invalid` once it has been inspected. */
  state: IMAGE_STATE;
  /** Only for a Ready photo. */
  facts?: Pick<PhotoFacts, 'width' | 'height' | 'metadata'>;
  /** Only for an Invalid photo. */
  faults?: readonly Pick<PhotoFault, 'code'>[];
  warnings?: readonly Pick<PhotoWarning, 'code'>[];
  /** Reads its upright thumbnail with a longer side of 256 pixels; called only for photos whose position is unknown. */
  thumbnail?: () => Promise<Uint8Array>;
}

/** A photo that a reconstruction can use. */
export type ReadyPhoto = SetPhoto & Required<Pick<SetPhoto, 'facts'>>;

/** A finished reconstruction of this installation. */
export interface PastTask {
  quality: QUALITY;
  /** At least one. */
  photos: number;
  /** Whether most of its photos had a position. */
  positioned: boolean;
  /** Its steps in their order, with their wall-clock time. */
  steps: readonly { name: string; seconds: number }[];
  /** Bytes of its results in storage; undefined where that is not known. */
  outputBytes?: number;
}

/** The report on a set of photos; the schema describes each field. */
export type SetReport = Omit<ProjectReport, 'date'>;
