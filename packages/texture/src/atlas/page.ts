/** One picture of the atlas while it is made. */
export interface Page {
  width: number;
  height: number;
  /** Three bytes (red, green, blue) a pixel, row by row. */
  pixels: Uint8ClampedArray;
  /** For each pixel the face whose texture it belongs to, plus 1; 0 where the page is empty. */
  owners: Uint32Array;
}

/** The owner of pixels that have none. */
const FREE = 0;

/** x and y of the three corners of a face in a picture, in pixels. */
export type FaceCorners = Float32Array;

/** An empty page. */
export function emptyPage({ width, height }: { width: number; height: number }): Page {
  return {
    width,
    height,
    pixels: new Uint8ClampedArray(3 * width * height),
    owners: new Uint32Array(width * height),
  };
}

/** Makes a face the owner of the still free pixels in it and up to `reach` pixels around it. */
export function claimPixels(page: Page, face: number, corners: FaceCorners, reach: number): void {
  const least = leastWeights(corners, reach);
  if (!least) return;
  visitPixels(page, FREE, corners, reach, (pixel, wa, wb, wc) => {
    if (wa >= least[0] && wb >= least[1] && wc >= least[2]) page.owners[pixel] = face + 1;
  });
}

/** Visits the pixels that a face owns. */
export function visitOwnPixels(
  page: Page,
  face: number,
  corners: FaceCorners,
  reach: number,
  visit: VisitPixel,
): void {
  visitPixels(page, face + 1, corners, reach, visit);
}

/** Takes a pixel and the weights of a face's corners at its centre; outside the face some of the weights are negative. */
type VisitPixel = (pixel: number, wa: number, wb: number, wc: number) => void;

/** Visits the pixels around a face that have a certain owner. */
function visitPixels(
  page: Page,
  owner: number,
  corners: FaceCorners,
  reach: number,
  visit: VisitPixel,
): void {
  const { owners } = page;
  const [ax, ay, bx, by, cx, cy] = corners as unknown as [number, number, number, number, number, number];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area === 0) return;
  const firstX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - reach - 0.5));
  const lastX = Math.min(page.width - 1, Math.floor(Math.max(ax, bx, cx) + reach - 0.5));
  const firstY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - reach - 0.5));
  const lastY = Math.min(page.height - 1, Math.floor(Math.max(ay, by, cy) + reach - 0.5));
  for (let row = firstY; row <= lastY; row++) {
    const y = row + 0.5;
    for (let column = firstX; column <= lastX; column++) {
      const pixel = row * page.width + column;
      if (owners[pixel] !== owner) continue;
      const x = column + 0.5;
      const wa = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
      const wb = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
      visit(pixel, wa, wb, 1 - wa - wb);
    }
  }
}

/** A corner's weight falls to 0 at the opposite edge: how far below 0 it is `reach` pixels beyond. */
function leastWeights(corners: FaceCorners, reach: number): [number, number, number] | undefined {
  const [ax, ay, bx, by, cx, cy] = corners as unknown as [number, number, number, number, number, number];
  const area = Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  if (area === 0) return undefined;
  return [
    (-reach * Math.hypot(cx - bx, cy - by)) / area,
    (-reach * Math.hypot(cx - ax, cy - ay)) / area,
    (-reach * Math.hypot(bx - ax, by - ay)) / area,
  ];
}
