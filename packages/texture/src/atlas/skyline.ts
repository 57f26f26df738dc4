/** A page that is filled from the top: for each stretch of its width, the rows that are taken. */
export interface Skyline {
  width: number;
  height: number;
  /** From left to right, without gaps. */
  stretches: Stretch[];
}

interface Stretch {
  x: number;
  width: number;
  /** The first free row. */
  y: number;
}

/** An empty page. */
export function emptySkyline(width: number, height: number): Skyline {
  return { width, height, stretches: [{ x: 0, width, y: 0 }] };
}

/**
 * Takes the highest free position for a rectangle, of equal ones the leftmost; returns its upper left corner, or undefined
 * where it does not fit. Source: J. Jylänki, "A Thousand Ways to Pack the Bin" (2010), section 2.2 (Skyline Bottom-Left).
 */
export function takePosition(
  skyline: Skyline,
  width: number,
  height: number,
): { x: number; y: number } | undefined {
  let best: { x: number; y: number } | undefined;
  skyline.stretches.forEach(({ x }, first) => {
    if (x + width > skyline.width) return;
    let y = 0;
    for (let i = first; i < skyline.stretches.length && skyline.stretches[i]!.x < x + width; i++) {
      y = Math.max(y, skyline.stretches[i]!.y);
    }
    if (y + height <= skyline.height && (!best || y < best.y)) best = { x, y };
  });
  if (best) coverStretch(skyline, { x: best.x, width, y: best.y + height });
  return best;
}

function coverStretch(skyline: Skyline, covered: Stretch): void {
  const end = covered.x + covered.width;
  const left = skyline.stretches.filter((stretch) => stretch.x < covered.x);
  const right = skyline.stretches
    .filter((stretch) => stretch.x + stretch.width > end)
    .map(({ x, width, y }) => ({ x: Math.max(x, end), width: x + width - Math.max(x, end), y }));
  const last = left.at(-1);
  if (last) last.width = Math.min(last.width, covered.x - last.x);
  skyline.stretches = [...left, covered, ...right];
}
