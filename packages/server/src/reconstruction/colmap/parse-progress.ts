/** How far a run of COLMAP is, from 0 to 1; undefined where a line says nothing about it. */
export type ParseProgress = (line: string) => number | undefined;

/** Reads `Processed file [3/13]`, which is printed when work on the file is done. */
export const featureProgress: ParseProgress = (line) =>
  fraction(/Processed file \[(\d+)\/(\d+)\]/.exec(line));

/** Reads `Undistorting image [11/11]`, which is printed when the photo is done. */
export const undistortProgress: ParseProgress = (line) =>
  fraction(/Undistorting image \[(\d+)\/(\d+)\]/.exec(line));

/**
 * Reads `Registering image #10 (3)`, where 3 photos of the model have their place by then. A second, smaller
 * model counts from the beginning again.
 */
export function mappingProgress(photos: number): ParseProgress {
  return (line) => {
    const registered = /Registering image #\d+ \((\d+)\)/.exec(line)?.[1];
    return registered === undefined ? undefined : Math.min(1, Number(registered) / photos);
  };
}

function fraction(match: RegExpExecArray | null): number | undefined {
  const [done, total] = [Number(match?.[1]), Number(match?.[2])];
  return total > 0 ? Math.min(1, done / total) : undefined;
}
