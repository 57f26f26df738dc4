import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createClient } from '../client.ts';
import { nodePlatform } from '../node/node-platform.ts';
import { startWireServer } from '../testing/wire-server.ts';
import { sourceOf } from './photo-source.ts';
import { registerAhead, renewUrl } from './register-ahead.ts';
import { createServerClock } from './server-clock.ts';
import { startTally } from './upload-tally.ts';

const LOW = 2;
const HOUR_MS = 3_600_000;

test('URLs about to expire are renewed before use, all in one call', async (t) => {
  const { registered, server, pass } = await prepare(t, { ttlSeconds: 600 });
  const first = await next(registered);
  pass(0.89 * 600_000);
  const second = await next(registered);
  assert.equal(server.requests().uploadImages, 1);
  pass(0.02 * 600_000);
  const third = await next(registered);
  assert.equal(server.requests().uploadImages, 2);
  for (let left = 5; left > 0; left--) await next(registered);
  assert.equal((await registered.next()).done, true);
  assert.equal(server.requests().uploadImages, 2);
  assert.deepEqual([first, second, third].map(grantOf), [0, 1, 8]);
});

test('photos that the server gave up before they were sent are registered again', async (t) => {
  const { registered, server, pass } = await prepare(t);
  const names = [await next(registered), await next(registered)].map(({ photo }) => photo.name);
  for (const name of server.imageNames()) server.timeOut(name);
  pass(1.2 * HOUR_MS);
  for (let left = 6; left > 0; left--) names.push((await next(registered)).photo.name);
  assert.equal(server.requests().uploadImages, 2);
  assert.deepEqual(names, server.imageNames());
});

test("after this computer was suspended, the server's time is used", async (t) => {
  const { registered, needs, server, passUnnoticed } = await prepare(t);
  const first = await next(registered);
  passUnnoticed(4 * HOUR_MS);
  // What happens when the store reports an expired URL.
  await renewUrl(needs, first);
  assert.equal(grantOf(await next(registered)), 9);
  assert.equal(server.requests().uploadImages, 3);
});

test('photos that have arrived meanwhile are not sent', async (t) => {
  const { registered, server, report } = await prepare(t, {}, async ({ url }) => {
    await fetch(url, { method: 'PUT', body: 'by another client' });
  });
  await next(registered);
  assert.equal((await next(registered)).photo.name, '2.jpg');
  assert.deepEqual(report().alreadyThere, ['1.jpg']);
  assert.equal(server.imageNames().length, 8);
});

/** Eight photos, of which the second one's URL may be used by another client first. */
async function prepare(
  t: TestContext,
  behaviour: { ttlSeconds?: number } = {},
  meddle?: (grant: { url: string }) => Promise<void>,
) {
  let serverMs = Date.parse('2026-03-01T12:00:00Z');
  let monotonicMs = 5000;
  const server = await startWireServer({ nowMs: () => serverMs, ...behaviour });
  t.after(() => server.close());
  const photos = Array.from({ length: 8 }, (_, index) => ({
    photo: { name: `${index}.jpg`, path: '', sizeBytes: 1 },
    checksum: String(index).repeat(40),
  }));
  const client = createClient({ endpoint: server.endpoint, key: 'k', token: 't', platform: nodePlatform() });
  const tally = startTally(photos.map(({ photo }) => photo));
  const { projectId } = server;
  const needs = {
    client,
    projectId,
    bucket: 'local',
    clock: createServerClock(() => monotonicMs),
    tally,
    signal: new AbortController().signal,
  };
  if (meddle) {
    const announced = photos.slice(1, 2).map(({ photo, checksum }) => ({ filename: photo.name, checksum }));
    const [grant] = await client.uploadImages({ projectId, bucket: 'local', photos: announced });
    assert.ok(grant && 'url' in grant);
    await meddle(grant);
  }
  return {
    server,
    needs,
    registered: registerAhead(needs, sourceOf(photos), LOW),
    report: () => tally.report([]),
    /** Advances the clocks of client and server. */
    pass(ms: number) {
      serverMs += ms;
      monotonicMs += ms;
    },
    passUnnoticed(ms: number) {
      serverMs += ms;
    },
  };
}

async function next<Item>(items: AsyncGenerator<Item, void>): Promise<Item> {
  const { value } = await items.next();
  return value ?? assert.fail('nothing more was registered');
}

/** The number of the grant: every URL has its own. */
function grantOf({ url }: { url: string }): number {
  return Number(new URL(url).searchParams.get('grant'));
}
