import sharp, { type Sharp } from 'sharp';

/** Size of the sample picture in pixels. */
export const SAMPLE_SIZE = { width: 600, height: 450 };

/** A generator of numbers from 0 up to 1, the same for each seed: mulberry32 (public domain, Tommy Ettinger). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A picture with blotches of all sizes, as a photo has them. */
export async function drawSample(seed = 1, { width, height } = SAMPLE_SIZE): Promise<Sharp> {
  const random = randomNumbers(seed);
  const layers = await Promise.all(
    [6, 25, 100].map((cells) => drawBlotches(random, cells, { width, height })),
  );
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) {
    const sum = layers.reduce((total, layer) => total + (layer[at] ?? 0), 0);
    pixels[at] = Math.min(255, sum / layers.length + 12 * random());
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function drawBlotches(
  random: () => number,
  cells: number,
  { width, height }: { width: number; height: number },
): Promise<Buffer> {
  const raw = { width: cells, height: cells, channels: 3 } as const;
  const colours = Buffer.from(Array.from({ length: cells * cells * 3 }, () => 256 * random()));
  return sharp(colours, { raw }).resize(width, height, { fit: 'fill' }).raw().toBuffer();
}
