import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createInspector, type Inspector } from '@tiepoint/inspection';
import sharp from 'sharp';

const FILES = 20_000;
/** Always the same files, so that what is found can be looked at. */
const SEED = 20_26;
const PROCESSES = 3;
const MEBIBYTE = 1024 ** 2;
/** Beyond what a process has after its first photos, and far below what 20,000 forgotten files would take. */
const MAX_GROWTH_BYTES = 50 * MEBIBYTE;
/** What this process may grow by: nothing collects its garbage while memory is plenty. */
const MAX_GROWTH_OF_MAIN_BYTES = 150 * MEBIBYTE;
/** While it decodes: a damaged header may announce as many pixels as the limits allow, of 16 bits and 4 channels. */
const MAX_DECODER_BYTES = 600 * MEBIBYTE;
const WARM_UP_FILES = 1500;
const MAX_SECONDS_OF_A_FILE = 20;

test('20,000 mutated photos end neither the program nor its decoders, and leave no memory behind', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  const inspector = createInspector({
    processes: PROCESSES,
    maxSeconds: MAX_SECONDS_OF_A_FILE,
    limits: { maxPhotoBytes: 10 * MEBIBYTE, minPhotoPixels: 1000, maxPhotoPixels: 4e6 },
    onDeath: (_, death) => t.diagnostic(`a decoder was lost: ${death}`),
  });
  t.after(async () => {
    await inspector.close();
    await rm(folder, { recursive: true });
  });
  const files = mutate(await drawSeeds());
  const verdicts = new Map<string, number>();
  const warmUp = await inspectAll(inspector, folder, files, { from: 0, to: WARM_UP_FILES, verdicts });
  const before = { main: process.memoryUsage().rss, decoders: warmUp };
  const after = {
    decoders: await inspectAll(inspector, folder, files, { from: WARM_UP_FILES, to: FILES, verdicts }),
    main: process.memoryUsage().rss,
  };
  const usual = { before: median(before.decoders), after: median(after.decoders) };
  const most = Math.max(...before.decoders, ...after.decoders);
  t.diagnostic(`verdicts: ${[...verdicts].map((entry) => entry.join(' ')).join(', ')}`);
  t.diagnostic(
    `a decoder: ${inMebibytes(usual.before)}, then ${inMebibytes(usual.after)}; at most ${inMebibytes(most)}`,
  );
  t.diagnostic(`this process: ${inMebibytes(before.main)}, then ${inMebibytes(after.main)}`);
  assert.equal(
    [...verdicts.values()].reduce((sum, count) => sum + count),
    FILES,
  );
  assert.equal(verdicts.get('DecoderFailed') ?? 0, 0);
  assert.ok(after.main - before.main < MAX_GROWTH_OF_MAIN_BYTES, 'this process has grown');
  // The usual size tells what decoders keep; the largest tells only which photo one happened to be at.
  assert.ok(usual.after - usual.before < MAX_GROWTH_BYTES, 'the decoders have grown');
  assert.ok(most < MAX_DECODER_BYTES, 'a decoder was too large');
  // Mutations that spoil nothing, or everything, would try nothing.
  for (const code of ['Ready', 'Damaged', 'Truncated'])
    assert.ok((verdicts.get(code) ?? 0) > FILES / 50, code);
});

/** Judges files from one number to another, several at a time; gives the sizes of decoders on the way, in bytes. */
async function inspectAll(
  inspector: Inspector,
  folder: string,
  files: Iterator<Buffer>,
  { from, to, verdicts }: { from: number; to: number; verdicts: Map<string, number> },
): Promise<number[]> {
  let next = from;
  const sizes: number[] = [];
  const work = async (_: unknown, worker: number) => {
    while (next < to) {
      if (next++ % 100 === 0) sizes.push(...(await Promise.all(inspector.pids().map(residentBytes))));
      const path = join(folder, `${worker}`);
      await writeFile(path, files.next().value);
      const inspection = await inspector.inspect(path, {});
      const verdict = 'faults' in inspection ? (inspection.faults[0]?.code ?? '') : 'Ready';
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  return sizes;
}

/** Small photos of each type, as different inside as they can be. */
async function drawSeeds(): Promise<Buffer[]> {
  const raw = { width: 40, height: 30, channels: 3 } as const;
  const below = randomIntegers(SEED);
  const noise = Uint8Array.from({ length: raw.width * raw.height * raw.channels }, () => below(256));
  const small = await sharp(noise, { raw }).png().toBuffer();
  const photo = sharp(small)
    .resize(160, 120)
    .withExif({
      IFD0: { Make: 'Maker', Model: 'Model' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 0/1 0/1' },
    });
  return Promise.all([
    photo.clone().jpeg().toBuffer(),
    photo.clone().jpeg({ progressive: true }).toBuffer(),
    photo.clone().toColourspace('cmyk').jpeg().toBuffer(),
    photo.clone().png().toBuffer(),
    photo.clone().png({ progressive: true, palette: true }).toBuffer(),
    photo.clone().tiff({ compression: 'lzw' }).toBuffer(),
    photo.clone().tiff({ compression: 'deflate', tile: true, tileWidth: 64, tileHeight: 64 }).toBuffer(),
    photo.clone().tiff({ compression: 'jpeg', bigtiff: true }).toBuffer(),
  ]);
}

/** Endless mutations of some files: bytes changed, set to edges, cut, doubled, dropped, zeroed, mixed. */
function* mutate(seeds: readonly Buffer[]): Generator<Buffer, never> {
  const below = randomIntegers(SEED);
  for (let file = 0; ; file++) {
    let bytes = Buffer.from(seeds[file % seeds.length] ?? []);
    for (let changes = 1 + below(6); changes > 0; changes--) {
      // Headers are where most goes wrong.
      const at = below(2) === 0 ? below(Math.min(400, bytes.length)) : below(bytes.length);
      const length = 1 + below(64);
      const change = below(9);
      if (change < 3) bytes[at] = below(256);
      else if (change === 3) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
      else if (change === 4) bytes.subarray(at, at + 1 + below(4)).fill([0, 0xff, 0x7f, 0x80][below(4)] ?? 0);
      else if (change === 5) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
      else if (change === 6) bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
      else if (change === 7) bytes.subarray(at, at + 8 * length).fill(0);
      else if (below(4) === 0) bytes = bytes.subarray(0, at + 1);
      if (bytes.length === 0) bytes = Buffer.alloc(1);
    }
    yield bytes;
  }
}

/** Whole numbers from 0 up to a limit, the same for each seed: mulberry32 (public domain, Tommy Ettinger). */
function randomIntegers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
  };
}

/** Memory of a process; 0 where it has just ended. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0');
  return Number(status.split(' ')[1]) * 4096;
}

/** Of processes that run: those that have just ended are left out. */
function median(sizes: readonly number[]): number {
  const sorted = sizes.filter((size) => size > 0).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}
