import type { Photo } from '../views/photo.ts';
import { type FaceCorners, type FaceOnPage, type Page, visitOwnPixels } from './page.ts';

/** A face in a photo, with the photo's blending weights at its three corners. */
export interface FaceInPhoto {
  photo: Photo;
  corners: FaceCorners;
  weights: ArrayLike<number>;
}

/** Adds a photo's texture of a face to the face's pixels, by the photo's blending weights. */
export function addPhoto(target: FaceOnPage, { photo, corners, weights }: FaceInPhoto): void {
  const [ax, ay, bx, by, cx, cy] = corners as unknown as [number, number, number, number, number, number];
  const [sa, sb, sc] = [weights[0]!, weights[1]!, weights[2]!];
  const { page } = target;
  visitOwnPixels(target, (pixel, wa, wb, wc) => {
    const share = Math.min(1, Math.max(0, sa * wa + sb * wb + sc * wc));
    if (share > 0)
      addSample(page, pixel, photo, ax * wa + bx * wb + cx * wc, ay * wa + by * wb + cy * wc, share);
  });
}

/** Adds to a face's pixels the corrections (red, green, blue) of its three corners, interpolated. */
export function addCorrections(target: FaceOnPage, corrections: ArrayLike<number>): void {
  const { pixels } = target.page;
  visitOwnPixels(target, (pixel, wa, wb, wc) => {
    for (let c = 0; c < 3; c++) {
      pixels[3 * pixel + c]! += wa * corrections[c]! + wb * corrections[3 + c]! + wc * corrections[6 + c]!;
    }
  });
}

/** Adds a share of the photo's colour at (x, y), by bilinear interpolation. */
function addSample({ pixels }: Page, pixel: number, photo: Photo, x: number, y: number, share: number): void {
  const u = Math.min(photo.width - 1.001, Math.max(0, x - 0.5));
  const v = Math.min(photo.height - 1.001, Math.max(0, y - 0.5));
  const column = Math.floor(u);
  const row = Math.floor(v);
  const right = u - column;
  const down = v - row;
  const upper = 3 * (row * photo.width + column);
  const lower = upper + 3 * photo.width;
  for (let c = 0; c < 3; c++) {
    const top = photo.pixels[upper + c]! * (1 - right) + photo.pixels[upper + 3 + c]! * right;
    const bottom = photo.pixels[lower + c]! * (1 - right) + photo.pixels[lower + 3 + c]! * right;
    pixels[3 * pixel + c]! += share * (top * (1 - down) + bottom * down);
  }
}
