import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectToDatabase, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { walkMetaRoad } from './meta-road.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Meta files that are sent again to the same URL. */

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

const { createProject, put } = walkUploadRoad(() => app);
const { register, metaFile, settled } = walkMetaRoad(() => app, put);

for (const [verdict, text] of [
  ['Ready', 'a.jpg 1 2 3'],
  ['Failed', 'a.jpg 1 2'],
] as const) {
  test(`a file that is sent again while the earlier one becomes ${verdict} is checked as well`, async (t) => {
    const pid = await createProject();
    const database = await connectToDatabase(app);
    t.after(() => database.end());
    const { url, file } = await register(pid, 'pose.txt');
    await database.query(`create function hold() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(1234567); return new; end $$`);
    await database.query(`create trigger hold before update on meta_files for each row
      when (new.id = '${file.id}' and new.state = '${verdict}') execute function hold()`);
    await database.query('select pg_advisory_lock(1234567)');
    await put(url, Buffer.from(text));
    const held = "select from pg_locks where locktype = 'advisory' and objid = 1234567 and not granted";
    await until(async () => (await database.query(held)).rowCount === 1);
    const corrected = Buffer.from('a.jpg 1 2 4');
    await put(url, corrected);
    await database.query('select pg_advisory_unlock(1234567)');
    await until(async () => (await metaFile(pid, file.id))?.checksum === sha1(corrected));
    assert.equal((await settled(pid, file.id)).state, 'Ready');
    await database.query('drop function hold cascade');
  });
}

test('a file that has Failed can be corrected by a PUT to the same URL', async () => {
  const pid = await createProject();
  const { url, file } = await register(pid, 'pose.txt');
  await put(url, Buffer.from('a.jpg 1 2'));
  assert.equal((await settled(pid, file.id)).state, 'Failed');
  await put(url, Buffer.from('a.jpg 1 2 3'));
  await until(async () => (await metaFile(pid, file.id))?.state === 'Ready');
});
