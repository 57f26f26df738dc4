import { test } from 'node:test';
import { placeByPositions } from '../place-by-positions.ts';
import { BLOCK_NAMES } from './blocks.fixture.ts';
import { assertPlacement } from './judge-placement.fixture.ts';
import { POSITION_FAULTS } from './position-faults.fixture.ts';
import { spoilBlock } from './spoiled-block.fixture.ts';

for (const fault of POSITION_FAULTS) {
  test(`placing by positions is right or says why not, with ${fault.name}`, async (t) => {
    for (const name of BLOCK_NAMES) {
      await t.test(name, () => {
        const spoiled = spoilBlock(fault, name);
        assertPlacement(fault, spoiled, placeByPositions(spoiled.cameras, spoiled.photos));
      });
    }
  });
}
