import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { jpegEndsEarly } from './jpeg-ends-early.ts';

async function endsEarly(bytes: Uint8Array): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'jpeg-'));
  try {
    await writeFile(join(folder, 'a.jpg'), bytes);
    await using file = await open(join(folder, 'a.jpg'));
    return await jpegEndsEarly(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const NOISE = { type: 'gaussian', mean: 128, sigma: 60 } as const;
const CREATE = { width: 1400, height: 1100, channels: 3, background: '#777777', noise: NOISE } as const;

test('a JPEG is cut off wherever its picture data end without the end marker', async () => {
  const photo = await sharp({ create: CREATE }).jpeg({ quality: 95 }).toBuffer();
  assert.ok(photo.length > 600_000, 'longer than two chunks');
  assert.equal(await endsEarly(photo), false);
  for (const share of [0.02, 0.3, 0.5, 0.999]) {
    assert.equal(
      await endsEarly(photo.subarray(0, Math.floor(share * photo.length))),
      true,
      `cut at ${share}`,
    );
  }
});

test('bytes after the end of the picture are normal', async () => {
  const photo = await sharp({ create: CREATE }).jpeg().toBuffer();
  assert.equal(await endsEarly(Buffer.concat([photo, Buffer.alloc(700_000)])), false);
});
