/** One image of the texture atlas while it is drawn. */
export interface Page {
  width: number;
  height: number;
  /** Red, green, blue of each pixel, row by row. */
  pixels: Uint8ClampedArray;
  /** For each pixel the number of the face to whose texture it belongs, plus 1; 0 where the page is empty. */
  owners: Uint32Array;
}

/** The owner of empty pixels. */
const FREE = 0;

/** x and y of the three corners of a face in an image, in pixels. */
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

/** A face on its page, with the pixels up to `reach` around it. */
export interface FaceOnPage {
  page: Page;
  face: number;
  corners: FaceCorners;
  reach: number;
}

/** Makes a face the owner of the empty pixels in it and up to its reach around it. */
export function claimPixels(target: FaceOnPage): void {
  const { page, face, corners, reach } = target;
  const least = leastWeights(corners, reach);
  if (!least) return;
  visitPixels(target, FREE, (pixel, wa, wb, wc) => {
    if (wa >= least[0] && wb >= least[1] && wc >= least[2]) page.owners[pixel] = face + 1;
  });
}

/** Visits the pixels that a face owns. */
export function visitOwnPixels(target: FaceOnPage, visit: VisitPixel): void {
  visitPixels(target, target.face + 1, visit);
}

/** Receives a pixel and the barycentric weights of its centre; outside the face some of them are negative. */
type VisitPixel = (pixel: number, wa: number, wb: number, wc: number) => void;

/** Visits the pixels around a face that have a certain owner. */
function visitPixels({ page, corners, reach }: FaceOnPage, owner: number, visit: VisitPixel): void {
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

/** The barycentric weights `reach` pixels beyond the edges opposite to the corners: negative numbers. */
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
