import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flyGrid, type Shot, takePhotos } from './planned-flight.fixture.ts';
import { reportSet } from './report-set.ts';
import type { SetPhoto } from './set-photo.ts';

const report = (photos: readonly SetPhoto[]) => reportSet(photos, { signal: new AbortController().signal });
const reportShots = (shots: readonly Shot[]) => report(takePhotos(shots));
const codes = (found: Awaited<ReturnType<typeof report>>) => found.findings.map(({ code }) => code);

test('nothing is found wrong with a regular flight', async () => {
  const found = await reportShots(flyGrid(5, 8));
  assert.deepEqual(found.findings, []);
  assert.equal(found.groups.length, 1);
  assert.equal(found.overlap.rule, 'Footprints');
  assert.equal(found.coverage.heightSource, 'RelativeAltitude');
  // 80 m x 43.27 mm / (26 mm x 5000 pixels)
  assert.ok(Math.abs((found.coverage.resolution ?? 0) - 0.02663) < 1e-4, String(found.coverage.resolution));
  // 4 x 33 m and 7 x 21 m between the middles, and half a photo of 106.5 x 79.9 m around.
  assert.ok(Math.abs((found.coverage.area ?? 0) / (238.5 * 226.9) - 1) < 0.02, String(found.coverage.area));
});

test('a photo shows what lies below it, with its top where the camera heads', async () => {
  const { photos } = await reportShots([{ east: 0, north: 0, metadata: { yaw: 90 } }]);
  const [east = 0, north = 0] = photos[0]?.footprint ?? [];
  // Heading east, the top left corner of the picture lies in the north east.
  assert.ok(Math.abs(east - 39.9) < 0.1 && Math.abs(north - 53.3) < 0.1, `${east} ${north}`);
  const [longitude = 0, latitude = 0] = photos[0]?.footprintDegrees ?? [];
  assert.ok(longitude > 7.6584 && latitude > 46.9712);
});

test('an island is named, with where to fly', async () => {
  const found = await reportShots([...flyGrid(4, 6), ...flyGrid(2, 3, { east: 300, north: 0 })]);
  assert.deepEqual(codes(found), ['Island']);
  const [island] = found.findings;
  assert.equal(island?.severity, 'Problem');
  assert.deepEqual(
    island?.photos.map(({ name }) => name),
    ['0025.jpg', '0026.jpg', '0027.jpg', '0028.jpg', '0029.jpg', '0030.jpg'],
  );
  assert.match(island?.message ?? '', /6 photos .* island .* between 0024\.jpg and 0025\.jpg, 201 m apart/);
  assert.deepEqual(
    found.groups.map(({ count }) => count),
    [24, 6],
  );
});

test('a straggler is named', async () => {
  const found = await reportShots([...flyGrid(4, 6), { east: 260, north: 60, name: 'alone.jpg' }]);
  assert.deepEqual(codes(found), ['Straggler']);
  assert.match(found.findings[0]?.message ?? '', /alone\.jpg.* will connect with no other/);
});

test('a gap in a line is named with the photos on both sides', async () => {
  const shots = flyGrid(3, 12).filter((_, index) => index < 16 || index > 19);
  const found = await reportShots(shots);
  assert.deepEqual(codes(found), ['LineGap']);
  assert.match(found.findings[0]?.message ?? '', /About 4 photos .* between 0016\.jpg and 0017\.jpg: 105 m/);
  const [gap] = found.gaps;
  assert.deepEqual([gap?.before.name, gap?.after.name], ['0016.jpg', '0017.jpg']);
  assert.ok(Math.abs((gap?.distance ?? 0) - 105) < 0.1 && Math.abs((gap?.usual ?? 0) - 21) < 0.1);
});

test('a gap that was filled later is none', async () => {
  const shots = flyGrid(3, 12);
  const found = await reportShots([...shots.filter((_, at) => at < 16 || at > 19), ...shots.slice(16, 20)]);
  assert.deepEqual(codes(found), []);
});

test('two cameras are told apart, and what the second took is named', async () => {
  const shots = flyGrid(4, 6).map((shot, index) =>
    index < 20 ? shot : { ...shot, metadata: { ...shot.metadata, model: 'Other', focalLength: 10 } },
  );
  const found = await reportShots(shots);
  assert.deepEqual(codes(found), ['SeveralCameras']);
  assert.equal(found.findings[0]?.count, 4);
  assert.deepEqual(
    found.cameras.map(({ model, count }) => [model, count]),
    [
      ['Flyer', 20],
      ['Other', 4],
    ],
  );
});

test('a position far from all others is named, and moves nothing', async () => {
  const far: Shot = { east: 250_000, north: 0, name: 'far.jpg' };
  const found = await reportShots([...flyGrid(4, 6), far]);
  assert.deepEqual(codes(found), ['FarPosition']);
  assert.match(found.findings[0]?.message ?? '', /far\.jpg has a position 250 km/);
  assert.ok((found.coverage.area ?? 0) < 50_000);
});

test('a photo that alone holds a part to the rest is a weak link', async () => {
  const bridge: Shot = { east: 174, north: 52, metadata: { yaw: 0 }, name: 'bridge.jpg' };
  const found = await reportShots([...flyGrid(4, 6), bridge, ...flyGrid(2, 6, { east: 249, north: 0 })]);
  const weak = found.findings.filter(({ code }) => code === 'WeakLink');
  assert.ok(
    weak.some(({ photos }) => photos[0]?.name === 'bridge.jpg'),
    JSON.stringify(found.findings),
  );
});

test('without heights above the ground, one that fits the spacing is taken, and it is said', async () => {
  const shots = flyGrid(5, 8).map((shot) => ({
    ...shot,
    metadata: { relativeAltitude: undefined, pitch: undefined, yaw: undefined },
  }));
  const found = await reportShots(shots);
  assert.deepEqual(found.findings, []);
  assert.equal(found.coverage.heightSource, 'Spacing');
  assert.ok(Math.abs((found.coverage.height ?? 0) - 84) < 2, String(found.coverage.height));
  assert.match(found.coverage.assumptions.join(' '), /84 m fits their spacing of 21 m.*nadir is assumed/);
});

test('photos around a thing connect with their neighbours, not with those that see its back', async () => {
  const circle = Array.from({ length: 24 }, (_, index): Shot => {
    const bearing = index * 15;
    const [sin, cos] = [Math.sin((bearing * Math.PI) / 180), Math.cos((bearing * Math.PI) / 180)];
    return {
      east: 60 * sin,
      north: 60 * cos,
      metadata: { yaw: (bearing + 180) % 360, pitch: -45, relativeAltitude: 60 },
    };
  });
  const found = await reportShots(circle);
  assert.deepEqual(found.findings, []);
  assert.equal(found.coverage.oblique, 24);
  assert.ok(found.photos.every(({ neighbours }) => neighbours >= 4 && neighbours < 23));
});

test('photos of a walk, without heights, connect with those near to them', async () => {
  const walk = Array.from({ length: 30 }, (_, index): Shot => {
    const east = index < 15 ? 2 * index : 200 + 2 * index;
    return {
      east,
      north: 0,
      metadata: { relativeAltitude: undefined, altitude: undefined, pitch: undefined },
    };
  });
  const found = await reportShots(walk);
  assert.equal(found.overlap.rule, 'Distances');
  assert.deepEqual(codes(found), ['Island', 'PositionsOnLine', 'NoAltitudes']);
  assert.equal(found.coverage.heightSource, 'Unknown');
});

test('states and reasons are counted, and what is not Ready is told', async () => {
  const ready = takePhotos(flyGrid(4, 6));
  const found = await report([
    ...ready.map((photo, index) => ({ ...photo, warnings: index < 2 ? [{ code: 'Blurred' as const }] : [] })),
    { id: 'bad', name: 'bad.jpg', state: 'Invalid', faults: [{ code: 'Truncated' }] },
    { id: 'late', name: 'late.jpg', state: 'Uploading' },
  ]);
  assert.deepEqual(found.states, [
    { state: 'Ready', count: 24 },
    { state: 'Invalid', count: 1 },
    { state: 'Uploading', count: 1 },
  ]);
  assert.deepEqual(found.reasons, [
    { error: 'Truncated', warning: null, count: 1 },
    { error: null, warning: 'Blurred', count: 2 },
  ]);
  assert.deepEqual(codes(found), ['InvalidPhotos', 'WaitingPhotos']);
  assert.match(found.findings[0]?.message ?? '', /bad\.jpg/);
});

test('an empty set has a report', async () => {
  const found = await report([]);
  assert.deepEqual(codes(found), ['TooFewPhotos']);
  assert.equal(found.estimates[0]?.seconds, 0);
});

test('ten thousand photos take seconds of work, and others are answered meanwhile', async () => {
  let answered = 0;
  const timer = setInterval(() => answered++, 1);
  const { value, ms } = await workOf(() => reportShots(flyGrid(100, 100)));
  clearInterval(timer);
  assert.deepEqual(value.findings, []);
  assert.ok(ms < 6000, `${ms} ms`);
  assert.ok(answered > 10, `${answered} times`);
});

test('ten thousand photos of one place are no more work', async () => {
  const shots = Array.from({ length: 10_000 }, () => ({ east: 0, north: 0 }));
  const { value, ms } = await workOf(() => reportShots(shots));
  assert.equal(value.groups.length, 1);
  assert.ok(ms < 6000, `${ms} ms`);
});

test('a report can be given up', async () => {
  const stop = new AbortController();
  const made = reportSet(takePhotos(flyGrid(60, 60)), { signal: stop.signal });
  setImmediate(() => stop.abort(new Error('nobody waits')));
  await assert.rejects(made, /nobody waits|aborted/);
});

/** What something gives, and how long the processor was busy with it, whatever else the machine does. */
async function workOf<Value>(work: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const began = process.cpuUsage();
  const value = await work();
  return { value, ms: process.cpuUsage(began).user / 1000 };
}
