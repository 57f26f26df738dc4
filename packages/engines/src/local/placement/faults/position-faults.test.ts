import { test } from 'node:test';
import { placeByPositions } from '../place-by-positions.ts';
import { ALTITUDE_FAULTS } from './altitude-faults.fixture.ts';
import { BLOCK_NAMES } from './blocks.fixture.ts';
import { FRAME_FAULTS } from './frame-faults.fixture.ts';
import { HORIZONTAL_FAULTS } from './horizontal-faults.fixture.ts';
import { assertPlacement } from './judge-placement.fixture.ts';
import { spoilBlock } from './spoiled-block.fixture.ts';

for (const fault of [...HORIZONTAL_FAULTS, ...ALTITUDE_FAULTS, ...FRAME_FAULTS]) {
  test(`placing by positions is right or says why not, with ${fault.name}`, async (t) => {
    for (const name of BLOCK_NAMES.filter((each) => !fault.without?.includes(each))) {
      await t.test(name, () => {
        const spoiled = spoilBlock(fault, name);
        assertPlacement(fault, spoiled, placeByPositions(spoiled.cameras, spoiled.photos));
      });
    }
  });
}
