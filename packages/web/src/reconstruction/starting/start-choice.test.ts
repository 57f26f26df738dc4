import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstChoice, type StartChoice, toStartRequest } from './start-choice.ts';

const choice = firstChoice([{ state: 'Ready', count: 9 }]);
const request = (change: Partial<StartChoice>) => toStartRequest({ ...choice, ...change }).request;
const problem = (change: Partial<StartChoice>) => toStartRequest({ ...choice, ...change }).problem;

test('a form defaults to waiting while photos are pending', () => {
  assert.equal(choice.start, 'now');
  assert.equal(firstChoice([{ state: 'Uploading', count: 1 }]).start, 'settled');
});

test('untouched options are left to the server', () => {
  assert.deepEqual(request({}), {
    options: {
      quality: 'standard',
      engine: null,
      maxImageSize: null,
      matcher: 'auto',
      cameraSharing: 'auto',
      coordinateSystem: 'local',
      altitudesAbove: null,
      targetFaces: null,
    },
    policy: null,
  });
});

test('numbers and EPSG codes are accepted in common notations', () => {
  assert.equal(request({ targetFaces: '1,000 000' })?.options.targetFaces, 1_000_000);
  assert.equal(request({ maxImageSize: ' 2000 ' })?.options.maxImageSize, 2000);
  assert.equal(request({ coordinateSystem: '32633' })?.options.coordinateSystem, 'EPSG:32633');
  assert.equal(request({ coordinateSystem: '25832+5783' })?.options.coordinateSystem, 'EPSG:25832+5783');
  assert.equal(request({ coordinateSystem: ' EPSG:25832' })?.options.coordinateSystem, 'EPSG:25832');
});

test('an invalid number is reported at its field, and only if it is used', () => {
  assert.deepEqual(problem({ maxImageSize: 'big' }), {
    option: 'maxImageSize',
    message: '“big” is not a whole number.',
  });
  assert.equal(problem({ targetFaces: '1.5' })?.option, 'targetFaces');
  assert.equal(problem({ start: 'share', minReadyPercent: 'most' })?.option, 'minReadyPercent');
  assert.equal(problem({ start: 'moment' })?.option, 'startAt');
  assert.equal(problem({ minReadyPercent: 'most' }), undefined);
});

test('each start has its condition', () => {
  assert.deepEqual(request({ start: 'settled' })?.policy, {});
  assert.deepEqual(request({ start: 'share', minReadyPercent: '87.5' })?.policy, { minReadyPercent: 87.5 });
  const moment = '2026-05-31T22:00';
  assert.deepEqual(request({ start: 'moment', startAt: moment })?.policy, {
    startAt: new Date(moment).toISOString(),
  });
});
