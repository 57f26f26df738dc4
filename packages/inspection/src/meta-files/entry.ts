/** Where a photo was taken: WGS 84 degrees and metres. */
export interface Pose {
  latitude: number;
  longitude: number;
  altitude: number;
}

/** A calibrated lens, in pixels of a photo of `width` × `height` as stored. */
export interface Lens {
  width: number;
  height: number;
  focalLength: number;
  /** Principal point, from the upper left corner; the middle where the file has none. */
  centreX: number;
  centreY: number;
  /** The first radial coefficient (x' = x (1 + k1 r² + …)). */
  radial: number;
}

/** What each kind of file says in a line. */
export interface LineValues {
  'pose.txt': Pose;
  'camera.txt': Lens;
  /** Name of the group. */
  'group.txt': string;
}

/** Text files beside the photos, which say more of them. */
export type MetaFileName = keyof LineValues;

/** A line that says something of a photo (in `camera.txt`: or of a group). */
export interface Entry<Value> {
  line: number;
  name: string;
  value: Value;
}

/** What a line says, or what is wrong with it, or nothing where it is a line about the file. */
export type ParsedLine<Value> = { name: string; value: Value } | { mistake: string } | undefined;

/** Reads one line that is neither empty nor a comment; `first` where nothing but such stands before it. */
export type LineParser<Value> = (text: string, first: boolean) => ParsedLine<Value>;
