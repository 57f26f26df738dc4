import type { ImportReport } from '../import/import-model.ts';

/** The request to the conversion process, in a file in its folder. */
export interface ConversionRequest {
  /** The uploaded files with their names. */
  files: { name: string; path: string }[];
  /** The files are slices of one. */
  merge: boolean;
  upAxis: 'y' | 'z';
  maxUnpackedBytes: number;
}

/** The result of a conversion. */
export type ConversionResult =
  | { kind: 'converted'; report: ImportReport }
  | {
      kind: 'refused';
      fault: 'Unreadable' | 'TooLarge';
      reason: string;
      /** What an operator should know of it: the error of a converter that has crashed. */
      detail?: string;
    };

/** Names in the folder of the conversion process. */
export const CONVERSION_FILES = {
  request: 'request.json',
  result: 'result.json',
  unpacked: 'unpacked',
  outputs: 'outputs',
} as const;
