export { writeFakeColmap } from '../colmap/fake-colmap.fixture.ts';
export type { Verdict } from '../local/placement/faults/judge-placement.fixture.ts';
export { POSITION_FAULTS } from '../local/placement/faults/position-faults.fixture.ts';
export type { PositionFault } from '../local/placement/faults/spoiled-block.fixture.ts';
export { judgeWholeProduct, type WholeProduct } from '../local/placement/faults/whole-product.fixture.ts';
export { writeFakeOpenMvs } from '../openmvs/fake-openmvs.fixture.ts';
export { type EngineSetting, testEngine } from '../port/engine.contract.ts';
export { createFakeEngine, type FakeEngine } from '../port/fake-engine.fixture.ts';
