import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelPhoto, TrueShape } from '@tiepoint/samples';

/** A pinhole as COLMAP keeps it. */
interface Pinhole {
  width: number;
  height: number;
  focalX: number;
  focalY: number;
  centreX: number;
  centreY: number;
}

/** A prime, so that no column is preferred. */
const EVERY_PIXEL = 211;
/** In `cameras.bin`: the count, then the camera's number and model. */
const CAMERA_OFFSET = 16;

/**
 * How far the measured depths lie from the true surface, in metres and sorted: some hundred pixels of each photo whose
 * place is in the mapped area. All photos must have one camera.
 */
export async function readDepthErrors(
  denseFolder: string,
  photos: readonly ModelPhoto[],
  shape: TrueShape,
): Promise<number[]> {
  const lens = await readPinhole(join(denseFolder, 'sparse', 'cameras.bin'));
  const errors: number[] = [];
  for (const photo of photos) {
    const path = join(denseFolder, 'stereo', 'depth_maps', `${photo.name}.geometric.bin`);
    for (const [x, y, z] of placesIn(await readFile(path), lens, photo)) {
      if (shape.contains(x, y, z)) errors.push(shape.distanceFrom(x, y, z));
    }
  }
  return errors.sort((a, b) => a - b);
}

async function readPinhole(path: string): Promise<Pinhole> {
  const bytes = await readFile(path);
  const size = (index: number) => Number(bytes.readBigUInt64LE(CAMERA_OFFSET + 8 * index));
  const param = (index: number) => bytes.readDoubleLE(CAMERA_OFFSET + 8 * index);
  return {
    width: size(0),
    height: size(1),
    focalX: param(2),
    focalY: param(3),
    centreX: param(4),
    centreY: param(5),
  };
}

/** A map's value is the depth at the upper left corner of its pixel, as COLMAP takes it. */
function* placesIn(map: Buffer, lens: Pinhole, photo: ModelPhoto): Generator<[number, number, number]> {
  const header = /^(\d+)&(\d+)&1&/.exec(map.toString('latin1', 0, 50));
  const [start = 0, width = 0, height = 0] = header ? [header[0].length, ...header.slice(1).map(Number)] : [];
  const r = photo.rotation;
  for (let pixel = 0; pixel < width * height; pixel += EVERY_PIXEL) {
    const depth = map.readFloatLE(start + 4 * pixel);
    if (depth === 0) continue;
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    const x = (depth * ((column * lens.width) / width - lens.centreX)) / lens.focalX;
    const y = (depth * ((row * lens.height) / height - lens.centreY)) / lens.focalY;
    const [east, north, up] = photo.centre;
    yield [
      east + r[0] * x + r[3] * y + r[6] * depth,
      north + r[1] * x + r[4] * y + r[7] * depth,
      up + r[2] * x + r[5] * y + r[8] * depth,
    ];
  }
}
