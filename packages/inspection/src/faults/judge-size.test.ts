import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePixels } from './judge-size.ts';

const MEGAPIXELS = 1e6;

test('the sentence names the size and the limit as people say them', () => {
  const judge = (least: number, most: number) =>
    judgePixels(
      { width: 1000, height: 900 },
      { minPhotoPixels: least * MEGAPIXELS, maxPhotoPixels: most * MEGAPIXELS },
    );
  assert.match(judge(1, 100)?.message ?? '', /has 1000 × 900 pixels; the minimum is 1 megapixel\. /);
  assert.match(judge(1.5, 100)?.message ?? '', /the minimum is 1\.5 megapixels\. /);
  assert.match(judge(0, 0.5)?.message ?? '', /the limit is 0\.5 megapixels\. /);
  assert.equal(judge(0.5, 1), undefined);
});
