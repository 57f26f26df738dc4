import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../client.ts';
import type { ChosenPhoto, ClientPlatform } from '../platform.ts';
import { startWireServer } from '../testing/wire-server.ts';
import { sourceOf } from './photo-source.ts';
import { sendPhotos } from './send-photos.ts';
import { createServerClock } from './server-clock.ts';
import { startTally } from './upload-tally.ts';

test('when no upload succeeds any more, not all photos are tried in vain', async (t) => {
  const server = await startWireServer();
  t.after(() => server.close());
  let tries = 0;
  const platform: ClientPlatform<ChosenPhoto> = {
    hashPhoto: () => assert.fail('hashed'),
    async putPhoto() {
      tries++;
      return { status: 503, body: '' };
    },
  };
  const photos = Array.from({ length: 100 }, (_, index) => ({
    photo: { name: `${index}.jpg`, sizeBytes: 1 },
    checksum: String(index).padStart(40, '0'),
  }));
  const needs = {
    client: createClient({ endpoint: server.endpoint, key: 'k', token: 't', platform }),
    projectId: server.projectId,
    bucket: 'local',
    concurrency: 4,
    clock: createServerClock(),
    tally: startTally([]),
    firstWaitMs: 1,
    retryForMs: 0,
    signal: new AbortController().signal,
  };
  await assert.rejects(sendPhotos(needs, sourceOf(photos)), {
    name: 'ConnectionError',
    message: 'Uploads keep failing. The object store answered with HTTP status 503.',
  });
  assert.ok(tries < 50, `${tries} tries`);
});
