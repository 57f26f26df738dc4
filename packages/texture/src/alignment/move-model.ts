import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rotationOf } from '../sparse-model/read-sparse-model.ts';
import { mapPoint, type Similarity } from './similarity.ts';

/** Bytes of COLMAP's records: https://colmap.github.io/format.html#binary-file-format */
const COUNT_BYTES = 8;
const ID_BYTES = { image: 4, point: 8 };
const POSE_BYTES = 7 * 8;
const FEATURE_BYTES = 24;
/** A point's colour and error, behind its position. */
const APPEARANCE_BYTES = 3 + 8;
const TRACK_ELEMENT_BYTES = 8;

/**
 * Writes a copy of COLMAP's binary model, moved by a similarity, into an existing folder: `cameras.bin` as it is,
 * `images.bin` and `points3D.bin` with every other value as it was. The files have to be whole (`readSparseModel`).
 * Rigs and frames of newer versions are left out: COLMAP makes them anew from the images.
 */
export async function moveModel(folder: string, targetFolder: string, similarity: Similarity): Promise<void> {
  const move = async (name: string, change: (file: DataView, similarity: Similarity) => void) => {
    const bytes = await readFile(join(folder, name));
    change(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), similarity);
    await writeFile(join(targetFolder, name), bytes);
  };
  await copyFile(join(folder, 'cameras.bin'), join(targetFolder, 'cameras.bin'));
  await move('images.bin', moveImages);
  await move('points3D.bin', movePoints);
}

function moveImages(file: DataView, similarity: Similarity): void {
  let at = COUNT_BYTES;
  for (let image = countAt(file, 0); image > 0; image--) {
    movePose(file, at + ID_BYTES.image, similarity);
    at += ID_BYTES.image + POSE_BYTES + ID_BYTES.image;
    while (file.getUint8(at++) !== 0); // the name
    at += COUNT_BYTES + countAt(file, at) * FEATURE_BYTES;
  }
}

/** The scale of a world goes into the cameras' translations: they see the same in a larger world from farther away. */
function movePose(file: DataView, at: number, { scale, rotation, translation }: Similarity): void {
  const [w = 1, x = 0, y = 0, z = 0, ...place] = Array.from({ length: 7 }, (_, i) =>
    file.getFloat64(at + 8 * i, true),
  );
  const old = rotationOf(w, x, y, z);
  const turned = Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return [0, 1, 2].reduce((sum, k) => sum + old[row + k]! * rotation[3 * column + k]!, 0);
  });
  const moved = [0, 1, 2].map(
    (row) =>
      scale * place[row]! - [0, 1, 2].reduce((sum, k) => sum + turned[3 * row + k]! * translation[k]!, 0),
  );
  [...quaternionOf(turned), ...moved].forEach((value, i) => {
    file.setFloat64(at + 8 * i, value, true);
  });
}

function movePoints(file: DataView, similarity: Similarity): void {
  let at = COUNT_BYTES;
  for (let point = countAt(file, 0); point > 0; point--) {
    at += ID_BYTES.point;
    const place = (axis: number) => at + 8 * axis;
    const read = (axis: number) => file.getFloat64(place(axis), true);
    mapPoint(similarity, [read(0), read(1), read(2)]).forEach((value, axis) => {
      file.setFloat64(place(axis), value, true);
    });
    at += 3 * 8 + APPEARANCE_BYTES;
    at += COUNT_BYTES + countAt(file, at) * TRACK_ELEMENT_BYTES;
  }
}

function countAt(file: DataView, at: number): number {
  return Number(file.getBigUint64(at, true));
}

/**
 * The unit quaternion (w, x, y, z) of a rotation, from its largest component so that nothing is lost.
 * S. Shepperd, "Quaternion from rotation matrix", Journal of Guidance and Control 1 (1978).
 */
function quaternionOf(rotation: readonly number[]): [number, number, number, number] {
  const [xx = 1, xy = 0, xz = 0, yx = 0, yy = 1, yz = 0, zx = 0, zy = 0, zz = 1] = rotation;
  const trace = xx + yy + zz;
  const candidates: [number, number, number, number][] = [
    [1 + trace, zy - yz, xz - zx, yx - xy],
    [zy - yz, 1 + 2 * xx - trace, xy + yx, xz + zx],
    [xz - zx, xy + yx, 1 + 2 * yy - trace, yz + zy],
    [yx - xy, xz + zx, yz + zy, 1 + 2 * zz - trace],
  ];
  const largest = candidates.reduce(
    (best, candidate, i) => {
      return candidate[i]! > best.value ? { value: candidate[i]!, candidate } : best;
    },
    { value: 0, candidate: candidates[0]! },
  ).candidate;
  const length = Math.hypot(...largest);
  return largest.map((value) => value / length) as [number, number, number, number];
}
