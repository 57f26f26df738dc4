import type { Photo } from '../views/photo.ts';
import { type FaceCorners, type Page, visitOwnPixels } from './page.ts';

/** Adds a photo's picture of a face to the face's pixels, as far as the photo's share at the corners goes. */
export function addPhoto(
  page: Page,
  face: number,
  corners: FaceCorners,
  reach: number,
  photo: Photo,
  photoCorners: FaceCorners,
  shares: ArrayLike<number>,
): void {
  const [ax, ay, bx, by, cx, cy] = photoCorners as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [sa, sb, sc] = [shares[0]!, shares[1]!, shares[2]!];
  visitOwnPixels(page, face, corners, reach, (pixel, wa, wb, wc) => {
    const share = Math.min(1, Math.max(0, sa * wa + sb * wb + sc * wc));
    if (share > 0)
      addSample(page, pixel, photo, ax * wa + bx * wb + cx * wc, ay * wa + by * wb + cy * wc, share);
  });
}

/** Adds to a face's pixels what lies between the corrections (red, green, blue) at its three corners. */
export function addCorrections(
  page: Page,
  face: number,
  corners: FaceCorners,
  reach: number,
  corrections: ArrayLike<number>,
): void {
  visitOwnPixels(page, face, corners, reach, (pixel, wa, wb, wc) => {
    for (let c = 0; c < 3; c++) {
      page.pixels[3 * pixel + c]! +=
        wa * corrections[c]! + wb * corrections[3 + c]! + wc * corrections[6 + c]!;
    }
  });
}

/** Adds a share of the photo's colour at (x, y), interpolated between the four nearest pixels. */
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
