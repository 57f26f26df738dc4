export { writeFakeColmap } from '../colmap/fake-colmap.fixture.ts';
export { type EngineSetting, testEngine } from '../engine.contract.ts';
export { createFakeEngine, type FakeEngine } from '../fake-engine.fixture.ts';
export { writeFakeOpenMvs } from '../openmvs/fake-openmvs.fixture.ts';
