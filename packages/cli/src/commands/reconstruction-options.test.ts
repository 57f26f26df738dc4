import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command, CommanderError } from 'commander';
import { addReconstructionOptions, toRequest } from './reconstruction-options.ts';

test('the request has the given options, and the default quality', () => {
  assert.deepEqual(asked(), { options: { quality: 'standard' } });
  const said =
    '--quality high --engine nodeodm --max-image-size 2400 --matcher spatial --camera-sharing perPhoto --altitudes-above seaLevel';
  assert.deepEqual(asked(`${said} --coordinate-system EPSG:32633 --target-faces 200000`), {
    options: {
      quality: 'high',
      engine: 'nodeodm',
      maxImageSize: 2400,
      matcher: 'spatial',
      cameraSharing: 'perPhoto',
      coordinateSystem: 'EPSG:32633',
      altitudesAbove: 'seaLevel',
      targetFaces: 200_000,
    },
  });
});

test('a pending start has its conditions, with the time in UTC', () => {
  assert.deepEqual(asked('--min-ready-percent 80%').policy, { minReadyPercent: 80 });
  assert.deepEqual(asked('--start-at 2026-05-31T22:00+02:00').policy, {
    startAt: '2026-05-31T20:00:00.000Z',
  });
  const here = new Date(2026, 4, 31, 22).toISOString();
  assert.deepEqual(asked('--start-at 2026-05-31T22:00').policy, { startAt: here });
});

test('invalid values are refused by the name of their option', () => {
  const wrong: [string, RegExp][] = [
    ['--quality best', /Allowed choices are preview, standard, high/],
    ['--max-image-size big', /whole number/],
    ['--matcher best', /Allowed choices are auto, exhaustive, sequential, spatial/],
    ['--camera-sharing some', /Allowed choices are auto, single, perPhoto/],
    ['--target-faces 1e6', /whole number/],
    ['--min-ready-percent 120', /up to 100/],
    ['--min-ready-percent 0', /above 0/],
    ['--start-at tonight', /a date with a time, such as/],
  ];
  for (const [line, message] of wrong) {
    assert.throws(
      () => asked(line),
      (error: unknown) => {
        assert.ok(error instanceof CommanderError);
        assert.ok(error.message.includes(line.split(' ')[0] ?? ''), error.message);
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

/** The request to the server; options that are not given are absent. */
function asked(line = '') {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addReconstructionOptions(command, 'standard').parse(line.split(' ').filter(Boolean), { from: 'user' });
  return JSON.parse(JSON.stringify(toRequest(command.opts(), 'standard')));
}
