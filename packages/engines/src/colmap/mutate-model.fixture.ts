import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILES = ['cameras.bin', 'images.bin', 'points3D.bin'];
const MAX_CHANGES = 4;

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The files of a model of COLMAP's, to be spoilt again and again. */
export async function readModelFiles(folder: string): Promise<Map<string, Buffer>> {
  const files = await Promise.all(FILES.map((name) => readFile(join(folder, name))));
  return new Map(FILES.map((name, index) => [name, files[index] ?? Buffer.alloc(0)]));
}

/** Writes the files with one of them spoilt: cut off, or with random bytes, extreme numbers or counts in it. */
export async function writeSpoilt(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  random: () => number,
): Promise<void> {
  const spoilt = FILES[Math.floor(random() * FILES.length)] ?? '';
  for (const [name, bytes] of files) {
    await writeFile(join(folder, name), name === spoilt ? spoil(bytes, random) : bytes);
  }
}

function spoil(bytes: Buffer, random: () => number): Buffer {
  const below = (end: number) => Math.floor(random() * Math.max(1, end));
  if (random() < 0.2) return bytes.subarray(0, below(bytes.length));
  const copy = Buffer.concat([bytes, random() < 0.1 ? bytes : Buffer.alloc(0)]);
  for (let changes = 1 + below(MAX_CHANGES); changes > 0; changes--) {
    const at = below(copy.length - 8);
    const kind = random();
    if (kind < 0.4) copy[at] = below(256);
    else if (kind < 0.6) copy.writeDoubleLE((random() - 0.5) * 10 ** (40 * random() - 20), at);
    else if (kind < 0.8) copy.writeBigUInt64LE(BigInt(below(2 ** 53)), at);
    else copy.fill(random() < 0.5 ? 0 : 0xff, at, at + 8);
  }
  return copy;
}
