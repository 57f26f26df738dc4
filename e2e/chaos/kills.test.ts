import { test } from 'node:test';
import { runKills } from './kills.ts';
import { runOutages } from './outages.ts';

test('25 kills of server, database, connections, decoders and client lose no photo and leave nothing behind', async (t) => {
  await runKills({ kills: 25, photos: 250, log: (line) => t.diagnostic(line) });
});

test('outages of two hours lose no acknowledged photo: a power cut, a suspended computer, a stop', async (t) => {
  await runOutages({ outages: 3, log: (line) => t.diagnostic(line) });
});
