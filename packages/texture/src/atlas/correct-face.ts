import type { Page } from './page.ts';

/** A face on a page: pixel positions and colour corrections of its corners. */
export interface PageFace {
  /** x and y of the three corners. */
  corners: Float64Array;
  /** Red, green, blue of the three corners, to be added. */
  corrections: Float64Array;
}

/** Adds a face's corrections to the pixels in it, and up to `reach` pixels around it; leaves covered pixels alone. */
export function correctFace(page: Page, { corners, corrections }: PageFace, reach: number): void {
  const [ax, ay, bx, by, cx, cy] = corners as unknown as [number, number, number, number, number, number];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area === 0) return;
  const size = Math.abs(area);
  // A corner's weight falls to 0 at the opposite edge: so much below 0 is `reach` pixels beyond it.
  const leastA = (-reach * Math.hypot(cx - bx, cy - by)) / size;
  const leastB = (-reach * Math.hypot(cx - ax, cy - ay)) / size;
  const leastC = (-reach * Math.hypot(bx - ax, by - ay)) / size;
  const firstX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - reach - 0.5));
  const lastX = Math.min(page.width - 1, Math.floor(Math.max(ax, bx, cx) + reach - 0.5));
  const firstY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - reach - 0.5));
  const lastY = Math.min(page.height - 1, Math.floor(Math.max(ay, by, cy) + reach - 0.5));
  for (let row = firstY; row <= lastY; row++) {
    for (let column = firstX; column <= lastX; column++) {
      const pixel = row * page.width + column;
      if (page.covered[pixel]) continue;
      const x = column + 0.5;
      const y = row + 0.5;
      const wa = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
      const wb = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
      const wc = 1 - wa - wb;
      if (wa < leastA || wb < leastB || wc < leastC) continue;
      page.covered[pixel] = 1;
      addCorrection(page, pixel, corrections, wa, wb, wc);
    }
  }
}

function addCorrection(page: Page, pixel: number, corrections: Float64Array, a: number, b: number, c: number): void {
  const wa = Math.max(0, a);
  const wb = Math.max(0, b);
  const wc = Math.max(0, c);
  const total = wa + wb + wc;
  for (let channel = 0; channel < 3; channel++) {
    const correction =
      (wa * corrections[channel]! + wb * corrections[3 + channel]! + wc * corrections[6 + channel]!) / total;
    const value = page.pixels[3 * pixel + channel]! + correction;
    page.pixels[3 * pixel + channel] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
  }
}
