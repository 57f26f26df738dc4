import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { createLogger } from '../../observability/logger.ts';
import { openEngines } from './open-engines.ts';

const needs = {
  logger: createLogger({ level: 'silent' }),
  now: () => new Date(),
};
const config = { dataFolder: tmpdir(), engine: 'colmap', colmap: '/nowhere/colmap', nodeOdm: [] };

test('COLMAP is always offered, and says what is wrong with it', async () => {
  const { engines, defaultEngine } = await openEngines(config, needs);
  assert.equal(defaultEngine, 'colmap');
  const description = await engines.get('colmap')?.describe();
  assert.match(description?.problem ?? '', /not found at \/nowhere\/colmap/);
});

test('OpenMVS is offered to whoever asks for it, although its programs are not there', async () => {
  const { engines } = await openEngines({ ...config, openmvs: '/nowhere' }, needs);
  assert.ok(engines.has('openmvs'));
});

test('a default that is not there keeps the server from starting, with the names to choose from', async () => {
  const wanting = { ...config, engine: 'nodeodm', openmvs: '/nowhere' };
  await assert.rejects(openEngines(wanting, needs), {
    code: 'STARTUP',
    message: /TIEPOINT_ENGINE is nodeodm.*choose colmap or openmvs\..*TIEPOINT_NODEODM/,
  });
});
