export { writeFakeColmap } from '../colmap/fake-colmap.fixture.ts';
export { writeFakeOpenMvs } from '../openmvs/fake-openmvs.fixture.ts';
export { type EngineSetting, testEngine } from '../port/engine.contract.ts';
export { createFakeEngine, type FakeEngine } from '../port/fake-engine.fixture.ts';
