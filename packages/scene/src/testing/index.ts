export { assertNear } from './assert-near.fixture.ts';
export { inFolder } from './in-folder.fixture.ts';
export { imageFrom, modelOf } from './small-model.fixture.ts';
