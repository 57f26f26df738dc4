import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportSet } from '@tiepoint/inspection';
import { describeCheck } from './describe-check.ts';
import type { JudgedPhoto } from './judge-photos.ts';

const BLURRED = { code: 'Blurred', message: 'The picture is not sharp.' } as const;

test('unusable photos come first with their reason, then warnings by kind', async () => {
  const lines = await describe([
    photo('a.jpg'),
    photo('b.jpg', { warnings: [BLURRED] }),
    photo('c.jpg', { warnings: [BLURRED, { code: 'NoPosition', message: 'No position.' }] }),
    { name: 'd.jpg', faults: [{ code: 'Truncated', message: 'It was cut off.' }], warnings: [] },
  ]);
  assert.deepEqual(lines.slice(0, 10), [
    '4 photos: 3 usable, 2 of them with warnings, 1 unusable',
    '',
    'Not usable',
    '  d.jpg: It was cut off. (Truncated)',
    '',
    'Warnings',
    '  Blurred (2): b.jpg, c.jpg',
    '    The picture is not sharp.',
    '  NoPosition (1): c.jpg',
    '    No position.',
  ]);
  assert.ok(lines.includes('  Acme One, 8.8 mm, 4000 × 3000: 3 photos'), lines.join('\n'));
});

test('without usable photos, neither coverage nor a reconstruction time is reported', async () => {
  const lines = await describe([
    { name: 'a.jpg', faults: [{ code: 'EmptyFile', message: 'The file is empty.' }], warnings: [] },
  ]);
  assert.equal(lines[0], '1 photo: 0 usable, 1 unusable');
  assert.ok(!lines.includes('Coverage') && !lines.includes('Cameras'), lines.join('\n'));
});

function photo(name: string, more: Partial<JudgedPhoto> = {}): JudgedPhoto {
  const measures = {
    sharpness: 100,
    clippedDark: 0,
    clippedBright: 0,
    perceptualHash: '0'.repeat(16),
    colourSpace: 'srgb',
  };
  const metadata = { make: 'Acme', model: 'One', focalLength: 8.8 };
  return {
    name,
    faults: [],
    warnings: [],
    facts: { type: 'JPEG', width: 4000, height: 3000, metadata, measures },
    ...more,
  };
}

async function describe(photos: JudgedPhoto[]): Promise<string[]> {
  const set = photos.map(({ name, facts, faults }) => ({
    id: name,
    name,
    state: facts ? ('Ready' as const) : ('Invalid' as const),
    faults,
    ...(facts && { facts }),
  }));
  return describeCheck(photos, await reportSet(set, { signal: new AbortController().signal }));
}
