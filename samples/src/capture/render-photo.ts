import {
  type Camera,
  type Matrix3,
  type Pinhole,
  pinholeOf,
  undistortionFactor,
  type Vector3,
} from '@tiepoint/scene';
import { Random } from '../random/random.ts';
import type { Shot } from './survey.ts';

/** The extra rays through a pixel on an outline, as offsets from its centre in pixels: a rotated grid. */
const EXTRA_RAYS = [
  [-0.375, -0.125],
  [0.125, -0.375],
  [0.375, 0.125],
  [-0.125, 0.375],
] as const;
/** A jump in depth beyond this between neighbouring pixels is an outline, metres. */
const OUTLINE_METRES = 0.3;
/** Standard deviation of the sensor's noise, of 255. */
const NOISE = 1.7;
const NOISE_SAMPLES = 65536;
/** The camera's colour profile is a muted one. */
const SATURATION = 0.86;
/** Light lost at the corners of the picture. */
const VIGNETTE = 0.12;

/** Where a ray intersects the scene; reused between rays. */
export interface Hit {
  /** Length along the ray, in units of its direction. */
  distance: number;
  /** Number of the face that was hit: where neighbouring pixels have different ones, there is an outline. */
  face: number;
}

/** What the rays of a photo hit, and its colours. Rays have depth 1 along the optical axis. */
export interface View {
  caster: { cast(from: Vector3, ray: Vector3, hit: Hit): void };
  /** The lit colour (0xBBGGRR) where a ray hit something. */
  surface: { at(from: Vector3, ray: Vector3, hit: Hit): number };
}

/** Renders a shot as 8-bit RGB, row by row from the top. */
export function renderPhoto(
  view: View,
  { camera, shot, seed }: { camera: Camera; shot: Shot; seed: number },
): Buffer {
  const { width, height } = camera;
  const lens = new Lens(camera, shot);
  const colours = new Uint32Array(width * height);
  const depths = new Float32Array(width * height);
  const faces = new Int32Array(width * height);
  const hit: Hit = { distance: 0, face: -1 };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = row * width + column;
      const ray = lens.ray(column + 0.5, row + 0.5);
      view.caster.cast(shot.centre, ray, hit);
      colours[index] = view.surface.at(shot.centre, ray, hit);
      depths[index] = hit.distance;
      faces[index] = hit.face;
    }
  }
  const smooth = smoothOutlines(view, lens, { width, height, colours, depths, faces });
  return expose(smooth, pinholeOf(camera), { exposure: shot.exposure, seed });
}

/** Turns pixels of a SIMPLE_RADIAL camera into rays, with the lens's undistortion taken from a table. */
class Lens {
  readonly #factors: Float64Array;
  readonly #scale: number;
  readonly #pinhole: Pinhole;
  readonly #cameraFromWorld: Matrix3;
  /** Where all rays begin: the camera's centre in the world. */
  readonly centre: Vector3;

  constructor(camera: Camera, { cameraFromWorld, centre }: Shot) {
    this.centre = centre;
    this.#pinhole = pinholeOf(camera);
    this.#cameraFromWorld = cameraFromWorld.rotation;
    const { width, height, fx } = this.#pinhole;
    const k1 = camera.params[3] ?? 0;
    const entries = 4096;
    const furthest = (width * width + height * height) / (4 * fx * fx);
    this.#scale = entries / (furthest * 1.01);
    this.#factors = Float64Array.from({ length: entries + 2 }, (_, entry) =>
      undistortionFactor(entry / this.#scale, k1),
    );
  }

  /** The direction in the world, at depth 1 along the optical axis. */
  ray(pixelX: number, pixelY: number): Vector3 {
    const { cx, cy, fx, fy } = this.#pinhole;
    const r = this.#cameraFromWorld;
    const distortedX = (pixelX - cx) / fx;
    const distortedY = (pixelY - cy) / fy;
    const place = (distortedX * distortedX + distortedY * distortedY) * this.#scale;
    const entry = place | 0;
    const factor = this.#factors[entry]!;
    const shrink = factor + (this.#factors[entry + 1]! - factor) * (place - entry);
    const x = distortedX * shrink;
    const y = distortedY * shrink;
    return [r[0] * x + r[3] * y + r[6], r[1] * x + r[4] * y + r[7], r[2] * x + r[5] * y + r[8]];
  }
}

/** A rendered picture before the sensor: the colour, depth and face of each pixel, row by row. */
interface Picture {
  width: number;
  height: number;
  colours: Uint32Array;
  depths: Float32Array;
  faces: Int32Array;
}

/** Averages several rays through each pixel that lies on an outline; elsewhere one ray is enough. */
function smoothOutlines(view: View, lens: Lens, picture: Picture): Uint32Array {
  const { width, height, colours } = picture;
  const from = lens.centre;
  const smooth = colours.slice();
  const hit: Hit = { distance: 0, face: -1 };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = row * width + column;
      if (!isOutline(picture, row, column)) continue;
      let [red, green, blue] = [0, 0, 0];
      for (const [offsetX, offsetY] of EXTRA_RAYS) {
        const ray = lens.ray(column + 0.5 + offsetX, row + 0.5 + offsetY);
        view.caster.cast(from, ray, hit);
        const colour = view.surface.at(from, ray, hit);
        red += colour & 0xff;
        green += (colour >> 8) & 0xff;
        blue += (colour >> 16) & 0xff;
      }
      smooth[index] = (red >> 2) | ((green >> 2) << 8) | ((blue >> 2) << 16);
    }
  }
  return smooth;
}

function isOutline(picture: Picture, row: number, column: number): boolean {
  const { width, height } = picture;
  const index = row * width + column;
  return (
    (column > 0 && differ(picture, index, index - 1)) ||
    (column < width - 1 && differ(picture, index, index + 1)) ||
    (row > 0 && differ(picture, index, index - width)) ||
    (row < height - 1 && differ(picture, index, index + width))
  );
}

function differ(picture: Picture, a: number, b: number): boolean {
  return (
    picture.faces[a] !== picture.faces[b] ||
    Math.abs(picture.depths[a]! - picture.depths[b]!) > OUTLINE_METRES
  );
}

/** The picture as the sensor records it: with exposure, vignetting and noise. */
function expose(
  colours: Uint32Array,
  { width, height, cx, cy }: Pinhole,
  { exposure, seed }: Pick<Shot, 'exposure'> & { seed: number },
): Buffer {
  const random = new Random(seed);
  const noise = Float32Array.from({ length: NOISE_SAMPLES }, () => random.normal(NOISE));
  const bytes = Buffer.allocUnsafe(width * height * 3);
  const corner = cx * cx + cy * cy;
  let draw = seed >>> 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = row * width + column;
      const off = ((column - cx) ** 2 + (row - cy) ** 2) / corner;
      // Light multiplies squares of screen values, so its root multiplies the values.
      const gain = Math.sqrt(exposure * (1 - VIGNETTE * off));
      const colour = colours[index]!;
      const red = colour & 0xff;
      const green = (colour >> 8) & 0xff;
      const blue = (colour >> 16) & 0xff;
      const grey = (1 - SATURATION) * (0.3 * red + 0.59 * green + 0.11 * blue);
      draw = (Math.imul(draw, 1664525) + 1013904223) >>> 0;
      bytes[3 * index] = toByte((grey + SATURATION * red) * gain + noise[draw >>> 16]!);
      bytes[3 * index + 1] = toByte((grey + SATURATION * green) * gain + noise[(draw >>> 8) & 0xffff]!);
      bytes[3 * index + 2] = toByte(
        (grey + SATURATION * blue) * gain + noise[(draw ^ (draw >>> 13)) & 0xffff]!,
      );
    }
  }
  return bytes;
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
