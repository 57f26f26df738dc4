import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enuFromGeodetic, fitSimilarity } from '@tiepoint/scene';
import type { PositionPlacement } from '../place-by-positions.ts';
import { BLOCK_NAMES } from './blocks.fixture.ts';
import { positionOf } from './change-positions.fixture.ts';
import { HORIZONTAL_FAULTS } from './horizontal-faults.fixture.ts';
import { judgePlacement } from './judge-placement.fixture.ts';
import { type SpoiledBlock, spoilBlock } from './spoiled-block.fixture.ts';

/** A least squares fit to the positions of some photos: right where they are, and never suspicious. */
function fitAll(
  { cameras, measured, block: { origin } }: SpoiledBlock,
  leftOut: readonly number[],
): PositionPlacement {
  const used = cameras.filter((_, index) => !leftOut.includes(index));
  const metres = measured
    .filter((_, index) => !leftOut.includes(index))
    .map((photo) => enuFromGeodetic(positionOf(photo), origin));
  const similarity = fitSimilarity(
    used.map(({ centre }) => centre),
    metres,
  );
  const rmse = { east: 0, north: 0, up: 0 };
  const report = { used: used.length, rejected: [], rmse, toleranceMetres: 0 };
  return { placed: { frame: { type: 'enu', origin }, similarity, report }, notes: [] };
}

test('a fit to the positions without a fault is judged right, one to all of them silently wrong', () => {
  const fault = HORIZONTAL_FAULTS.find(({ name }) => name === '8 stale positions of 24') ?? assert.fail();
  for (const name of BLOCK_NAMES) {
    const spoiled = spoilBlock(fault, name);
    const ofSound = judgePlacement(fault, spoiled, fitAll(spoiled, fault.outliers ?? []));
    assert.equal(ofSound.end, 'right', JSON.stringify(ofSound));
    assert.ok(ofSound.errors && ofSound.errors.scale < 0.003 && ofSound.errors.tiltDegrees < 0.3);
    const ofAll = judgePlacement(fault, spoiled, fitAll(spoiled, []));
    assert.equal(ofAll.end, 'silently wrong', JSON.stringify(ofAll));
  }
});

test('a block that is not placed is judged by whether a note says why', () => {
  const fault = { name: 'a line', cause: /\bline\b/ };
  const spoiled = spoilBlock(fault, 'nadir');
  const endOf = (notes: string[]) => judgePlacement(fault, spoiled, { notes }).end;
  assert.equal(endOf(['The positions lie on one line.']), 'unplaced, told why');
  assert.equal(endOf([]), 'unplaced, not told why');
});
