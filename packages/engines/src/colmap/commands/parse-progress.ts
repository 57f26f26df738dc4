import type { ParseProgress } from '../../local/stages/stage.ts';

/** Reads `Processed file [3/13]`, which is printed when work on the file is done. */
export const featureProgress: ParseProgress = (line) =>
  fraction(/Processed file \[(\d+)\/(\d+)\]/.exec(line));

/** Reads `Undistorting image [11/11]`, which is printed when the photo is done. */
export const undistortProgress: ParseProgress = (line) =>
  fraction(/Undistorting image \[(\d+)\/(\d+)\]/.exec(line));

/** Reads `Depths 12 %`, as dense matching on the CPU prints it. */
export const denseMatchingProgress: ParseProgress = (line) => {
  const percent = /^Depths (\d+) %$/.exec(line)?.[1];
  return percent === undefined ? undefined : Number(percent) / 100;
};

/** Reads `Fusing image [6/11]`, printed when the fusion of the photo begins. */
export const fusionProgress: ParseProgress = (line) => fraction(/Fusing image \[(\d+)\/(\d+)\]/.exec(line));

/**
 * Reads `Processing view 3 / 12 for a.jpg`, printed when work on the photo begins. Every photo is processed twice:
 * photometrically, then with geometric consistency. Several GPUs work out of order, so the lines are counted.
 */
export function patchMatchProgress(): ParseProgress {
  let begun = 0;
  return (line) => {
    const total = Number(/Processing view \d+ \/ (\d+)/.exec(line)?.[1]);
    if (!(total > 0)) return undefined;
    begun += 1;
    return Math.min(1, (begun - 1) / (2 * total));
  };
}

/**
 * Reads `Registering image #10 (3)`, where 3 photos of the model are registered so far, and, since 3.12,
 * `Registering image #10 (num_reg_frames=3)`. A second model counts from the beginning again.
 */
export function mapperProgress(photos: number): ParseProgress {
  return (line) => {
    const registered = /Registering image #\d+ \((?:num_reg_frames=)?(\d+)\)/.exec(line)?.[1];
    return registered === undefined ? undefined : Math.min(1, Number(registered) / photos);
  };
}

function fraction(match: RegExpExecArray | null): number | undefined {
  const [done, total] = [Number(match?.[1]), Number(match?.[2])];
  return total > 0 ? Math.min(1, done / total) : undefined;
}
