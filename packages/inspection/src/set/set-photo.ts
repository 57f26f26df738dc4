import type { IMAGE_STATE, ProjectReport, QUALITY } from '@tiepoint/protocol';
import type { PhotoFacts, PhotoFault, PhotoWarning } from '../photo-facts.ts';

/** A photo of a set, as far as it is known. */
export interface SetPhoto {
  id: string;
  /** The user's own name of it. */
  name: string;
  /** `Ready` or `Invalid` once it has been judged. */
  state: IMAGE_STATE;
  /** Of a Ready photo. */
  facts?: Pick<PhotoFacts, 'width' | 'height' | 'metadata'>;
  /** Of an Invalid photo. */
  faults?: readonly Pick<PhotoFault, 'code'>[];
  warnings?: readonly Pick<PhotoWarning, 'code'>[];
  /** Reads its upright thumbnail with a longer side of 256 pixels; asked for only where positions tell nothing. */
  thumbnail?: () => Promise<Uint8Array>;
}

/** A photo that can be used. */
export type ReadyPhoto = SetPhoto & Required<Pick<SetPhoto, 'facts'>>;

/** A reconstruction that has been finished on this installation. */
export interface PastTask {
  quality: QUALITY;
  /** At least one. */
  photos: number;
  /** Whether most photos said where they were taken. */
  positioned: boolean;
  /** Its steps in their order, with their wall-clock seconds. */
  steps: readonly { name: string; seconds: number }[];
  /** What it has left in storage; left out where that is not known. */
  outputBytes?: number;
}

/** What a set of photos promises; the schema describes each field. */
export type SetReport = Omit<ProjectReport, 'date'>;
