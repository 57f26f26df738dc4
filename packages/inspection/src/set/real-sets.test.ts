import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { REPORT_FINDING } from '@tiepoint/protocol';
import sharp from 'sharp';
import { readMetadata } from '../metadata/read-metadata.ts';
import { reportSet } from './report-set.ts';
import type { SetReport } from './set-photo.ts';

/* Real photos lie beside the checkout where developers have them. */

const REAL_PHOTOS = fileURLToPath(new URL('../../../../../shared/photos', import.meta.url));
const FAULTS_OF_POSITIONS: REPORT_FINDING[] = [
  'UncertainSigns',
  'RoundedPositions',
  'RepeatedPositions',
  'PositionsOnLine',
  'MixedRtk',
  'NoAltitudes',
  'AltitudeOutliers',
  'MixedAltitudes',
  'MixedZoom',
  'Panoramas',
];
const skip = !existsSync(REAL_PHOTOS) && 'no real photos beside the checkout';

test('a real flight over a park is seen as it was: one group, 40 m up, 2 cm a pixel', { skip }, async () => {
  const { coverage, overlap, groups, findings, estimates } = await reportFolder('brighton-beach');
  assert.equal(coverage.heightSource, 'RelativeAltitude');
  assert.ok(Math.abs((coverage.height ?? 0) - 40) < 1, String(coverage.height));
  assert.ok(Math.abs((coverage.resolution ?? 0) - 0.0185) < 0.001, String(coverage.resolution));
  assert.ok((coverage.area ?? 0) > 10_000 && (coverage.area ?? 0) < 20_000, String(coverage.area));
  assert.equal(overlap.rule, 'Footprints');
  assert.ok(overlap.neighbours >= 6, String(overlap.neighbours));
  assert.equal(groups.length, 1);
  assert.deepEqual(findings, []);
  // A reconstruction of it has taken 3 to 4 minutes of its steps up to the cameras.
  assert.ok((estimates[1]?.seconds ?? 0) > 120 && (estimates[1]?.seconds ?? 0) < 600);
});

test('photos around a fruit on a table connect by their thumbnails, except one', {
  skip,
}, async () => {
  const { overlap, groups, findings } = await reportFolder('banana');
  assert.equal(overlap.rule, 'Sight');
  // COLMAP places 15 of the 16 too.
  assert.ok((groups[0]?.count ?? 0) >= 14, JSON.stringify(groups));
  assert.ok(findings.every(({ severity }) => severity !== 'Problem'));
});

test('a real survey flight without faults is not told any', { skip }, async () => {
  const { findings, cameras } = await reportFolder('seneca');
  assert.deepEqual(
    findings.filter(({ code }) => FAULTS_OF_POSITIONS.includes(code)),
    [],
  );
  assert.equal(cameras.length, 1);
});

async function reportFolder(name: string): Promise<SetReport> {
  const folder = join(REAL_PHOTOS, name);
  const names = readdirSync(folder).filter((file) => /\.jpe?g$/i.test(file));
  const photos = names.map(async (file) => {
    const path = join(folder, file);
    const [metadata, { width, height }] = await Promise.all([readMetadata(path), sharp(path).metadata()]);
    const thumbnail = () => sharp(path).rotate().resize(256, 256, { fit: 'inside' }).jpeg().toBuffer();
    return { id: file, name: file, state: 'Ready' as const, facts: { width, height, metadata }, thumbnail };
  });
  return reportSet(await Promise.all(photos), { signal: new AbortController().signal });
}
