import type { ImportReport } from '../import/import-model.ts';

/** What the conversion process is to do, in a file in its folder. */
export interface ConversionRequest {
  /** Files as they were sent, with the names that they were sent by. */
  files: { name: string; path: string }[];
  /** The files are slices of one. */
  merge: boolean;
  upAxis: 'y' | 'z';
  maxUnpackedBytes: number;
}

/** What has come of it. */
export type ConversionResult =
  | { kind: 'converted'; report: ImportReport }
  | { kind: 'refused'; fault: 'Unreadable' | 'TooLarge'; reason: string };

/** Names in the folder that the conversion process works in. */
export const conversionFiles = {
  request: 'request.json',
  result: 'result.json',
  unpacked: 'unpacked',
  outputs: 'outputs',
} as const;
