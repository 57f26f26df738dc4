import { Box3, Vector3 } from 'three';

/** Number of sampled points: enough for stable percentiles, few enough for a phone. */
const MAX_SAMPLES = 20_000;
/** Fraction trimmed at each end of each axis, so that outliers and distant background do not determine the view. */
const TRIMMED_SHARE = 0.02;

/** A point cloud that can be iterated without copying. */
export interface PointSource {
  count: number;
  /** Writes point `index` into `target`, in the viewer's frame. */
  read: (index: number, target: Vector3) => Vector3;
}

/** The box around the bulk of the points; null when there are none. */
export function sceneBounds(source: PointSource): Box3 | null {
  if (source.count === 0) return null;
  const step = Math.max(1, Math.floor(source.count / MAX_SAMPLES));
  const axes: [number[], number[], number[]] = [[], [], []];
  const point = new Vector3();
  for (let index = 0; index < source.count; index += step) {
    source.read(index, point);
    axes[0].push(point.x);
    axes[1].push(point.y);
    axes[2].push(point.z);
  }
  const [x, y, z] = axes.map(trimmedRange) as [Range, Range, Range];
  return new Box3(new Vector3(x.min, y.min, z.min), new Vector3(x.max, y.max, z.max));
}

interface Range {
  min: number;
  max: number;
}

function trimmedRange(values: number[]): Range {
  values.sort((a, b) => a - b);
  const cut = Math.floor(values.length * TRIMMED_SHARE);
  return { min: values[cut] ?? 0, max: values[values.length - 1 - cut] ?? 0 };
}
