import { ALTITUDE_FAULTS } from './altitude-faults.fixture.ts';
import { FRAME_FAULTS } from './frame-faults.fixture.ts';
import { HORIZONTAL_FAULTS } from './horizontal-faults.fixture.ts';
import type { PositionFault } from './spoiled-block.fixture.ts';

/** All faults of positions that placing is tried with. */
export const POSITION_FAULTS: readonly PositionFault[] = [
  ...HORIZONTAL_FAULTS,
  ...ALTITUDE_FAULTS,
  ...FRAME_FAULTS,
];
