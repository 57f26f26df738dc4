import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '@tiepoint/engines';
import { judgePhotos, type PhotoDemands } from './judge-photos.ts';
import type { PhotoFacts } from './photo-facts.ts';

test('photos on their way are waited for, unless they may be left out', () => {
  assert.equal(judge({ ready: 5, inFlight: 1, moving: 1 })?.name, 'ImagesInFlight');
  assert.equal(judge({ ready: 5, inFlight: 1, moving: 1 }, {}, { leavesOut: true }), undefined);
  assert.equal(judge({ ready: 5, inFlight: 1, moving: 0 }), undefined, 'nobody sends it');
  assert.equal(judge({ ready: 0, inFlight: 5 }, {}, { leavesOut: true })?.name, 'NothingReady');
});

test('too few and too many photos are refused', () => {
  assert.equal(judge({ ready: 2 })?.name, 'TooFewPhotos');
  assert.equal(judge({ ready: 3 }), undefined);
  assert.equal(judge({ ready: 5 }, {}, { maxPhotos: 5 }), undefined);
  const refused = judge({ ready: 6 }, {}, { maxPhotos: 5 });
  assert.equal(refused?.code, 1008);
  assert.match(refused?.message ?? '', /^6 photos are Ready; this server allows at most 5/);
});

test('options that contradict the photos are refused by name', () => {
  const contradictions: [Partial<PhotoFacts>, Partial<TaskOptions>, RegExp][] = [
    [{ positioned: 9 }, { matcher: 'spatial' }, /^matcher: only 9 of 20 photos have a position/],
    [{ sizes: 2 }, { cameraSharing: 'single' }, /^cameraSharing: photos of 2 sizes/],
    [
      { positioned: 2, controlPoints: 2 },
      { coordinateSystem: 'EPSG:32633' },
      /^coordinateSystem: only 2 of 20 .* 2 geographic control points/,
    ],
    [
      { positioned: 20, inLocalFrame: true, controlPoints: 0 },
      { coordinateSystem: 'EPSG:32633' },
      /^coordinateSystem: pose\.txt gives positions in a local frame, not on earth/,
    ],
  ];
  for (const [photos, options, message] of contradictions) {
    const refused = judge({ ready: 20, ...photos }, options);
    assert.deepEqual([refused?.name, refused?.option], ['InvalidOptions', Object.keys(options)[0]]);
    assert.match(refused?.message ?? '', message);
  }
});

test('options that go with the photos are taken', () => {
  assert.equal(judge({ ready: 20, positioned: 10 }, { matcher: 'spatial' }), undefined);
  assert.equal(judge({ ready: 20, positioned: 10, inLocalFrame: true }, { matcher: 'spatial' }), undefined);
  assert.equal(judge({ ready: 20, sizes: 1 }, { cameraSharing: 'single' }), undefined);
  const projected = { coordinateSystem: 'EPSG:32633' };
  assert.equal(judge({ ready: 20, positioned: 0, controlPoints: 3 }, projected), undefined);
  assert.equal(judge({ ready: 20, positioned: 3, controlPoints: 0 }, projected), undefined);
});

function judge(
  photos: Partial<PhotoFacts>,
  options: Partial<TaskOptions> = {},
  demands: Partial<PhotoDemands> = {},
) {
  return judgePhotos(
    { ready: 0, inFlight: 0, invalid: 0, moving: 0, missing: { count: 0, photos: [] }, ...photos },
    {
      options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', ...options },
      leavesOut: false,
      maxPhotos: undefined,
      ...demands,
    },
  );
}
