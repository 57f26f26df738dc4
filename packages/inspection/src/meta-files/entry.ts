import type { PhotoPosition } from '../metadata/position-of.ts';

/** Intrinsics, in pixels of a photo of `width` × `height` as stored. */
export interface Lens {
  width: number;
  height: number;
  focalLength: number;
  /** Principal point, from the upper left corner; default: the centre. */
  centreX: number;
  centreY: number;
  /** The first radial coefficient (x' = x (1 + k1 r² + …)). */
  radial: number;
}

/** The content of a line, by kind of file. */
export interface LineValues {
  'pose.txt': PhotoPosition;
  'camera.txt': Lens;
  /** Name of the group. */
  'group.txt': string;
}

/** The kinds of meta files. */
export type MetaFileName = keyof LineValues;

/** A line about a photo (in `camera.txt`: or a group). */
export interface Entry<Value> {
  line: number;
  name: string;
  value: Value;
}

/** The content of a line, or what is wrong with it, or nothing for a line about the file. */
export type ParsedLine<Value> = { name: string; value: Value } | { mistake: string } | undefined;

/** Reads one line that is neither empty nor a comment; `first` if only such lines precede it. */
export type LineParser<Value> = (text: string, first: boolean) => ParsedLine<Value>;
