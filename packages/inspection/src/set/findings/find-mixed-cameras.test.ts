import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportFinding } from '@tiepoint/protocol';
import type { PhotoFacts, PhotoMetadata } from '../../photo-facts.ts';
import { flyGrid, takePhotos } from '../planned-flight.fixture.ts';
import { reportSet } from '../report-set.ts';

const WHOLE = takePhotos(flyGrid(4, 6));

interface Change extends Partial<Pick<PhotoFacts, 'width' | 'height'>> {
  metadata?: PhotoMetadata;
}

test('photos with digital zoom are named, and not as another camera', async () => {
  for (const metadata of [{ digitalZoomRatio: 2 }, { focalLengthIn35mm: 52 }]) {
    const zoomed = await findingsOf((index) => (index < 10 ? { metadata } : {}));
    const [found] = zoomed;
    assert.deepEqual(
      [zoomed.map(({ code }) => code), found?.severity, found?.count],
      [['MixedZoom'], 'Warning', 10],
    );
    assert.match(found?.message ?? '', /0001\.jpg.* digital zoom of (2×|52 mm)/);
  }
});

test('one digital zoom for all, and a millimetre of the equivalent, are no mixed zoom', async () => {
  assert.deepEqual(await findingsOf(() => ({ metadata: { digitalZoomRatio: 2 } })), []);
  const rounded = await findingsOf((index) => ({ metadata: { focalLengthIn35mm: index < 5 ? 27 : 26 } }));
  assert.deepEqual(
    rounded.map(({ code }) => code),
    ['SeveralCameras'],
  );
});

test('panoramas among photos are named, but phones may take all photos twice as wide as high', async () => {
  const wide = { width: 8000, height: 4000 };
  const panorama = { metadata: { projection: 'equirectangular' as const } };
  for (const change of [wide, panorama]) {
    const found = await findingsOf((index) => (index === 23 ? change : {}));
    const named = found.find(({ code }) => code === 'Panoramas');
    assert.equal(named?.severity, 'Warning');
    assert.match(named?.message ?? '', /0024\.jpg\) is a panorama/);
  }
  assert.deepEqual(await findingsOf(() => wide), []);
});

test('photos that are stored turned are of the same camera', async () => {
  assert.deepEqual(await findingsOf((index) => (index % 2 ? { width: 3000, height: 4000 } : {})), []);
});

async function findingsOf(change: (index: number) => Change): Promise<ReportFinding[]> {
  const photos = WHOLE.map((photo, index) => {
    const { metadata, ...size } = change(index);
    return {
      ...photo,
      facts: { ...photo.facts, ...size, metadata: { ...photo.facts.metadata, ...metadata } },
    };
  });
  return (await reportSet(photos, { signal: new AbortController().signal })).findings;
}
