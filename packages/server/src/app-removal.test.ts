import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { createObjectStore, openStoredObject } from '@tiepoint/object-store';
import { connectToDatabase, makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { originalKey } from './images/image.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

const { createProject, register, put, imageOf, settled, upload } = walkUploadRoad(() => app);

test('a removed image is gone with its file, and a start that waited for it proceeds', async () => {
  const pid = await createProject();
  const ready = await upload(pid, 'a.jpg', await makePhoto(20));
  const stuck = await register(pid, 'never sent.jpg', sha1(Buffer.from('never sent')));
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { url } } }';
  interface Answer {
    project: { image: { url: string } | null };
  }
  const { project } = await app.ask<Answer>(query, { pid, id: ready.id });
  const url = project.image?.url ?? assert.fail();
  assert.equal((await fetch(url)).status, 200);
  await app.ask('mutation ($id: ID!) { preStartReconstruction(id: $id) { error { name } } }', { id: pid });
  const remove = 'mutation ($pid: ID!, $ids: [ID!]!) { removeImages(pid: $pid, ids: $ids) { id } }';
  const ids = [ready.id, stuck.image.id];
  const { removeImages } = await app.ask<{ removeImages: { id: string }[] }>(remove, { pid, ids });
  assert.deepEqual(removeImages.map(({ id }) => id).sort(), ids.sort());
  await until(async () => (await fetch(url)).status === 404);
  assert.deepEqual(await app.ask(remove, { pid, ids }), { removeImages: [] });
  const tasks = 'query ($pid: ID!) { project(id: $pid) { numImage tasks { error } } }';
  interface Tasks {
    project: { tasks: object[] };
  }
  await until(async () => (await app.ask<Tasks>(tasks, { pid })).project.tasks.length > 0);
  assert.deepEqual(await app.ask(tasks, { pid }), {
    project: { numImage: 0, tasks: [{ error: 'No photo is Ready. Upload photos first.' }] },
  });
});

test('what an interrupted step has stored of a photo that was removed meanwhile goes too', async () => {
  app.config.ingestConcurrency = 0;
  await app.restart();
  const pid = await createProject();
  const bytes = await makePhoto(23);
  const { url, image } = await register(pid, 'a.jpg', sha1(bytes));
  await put(url, bytes);
  await until(async () => (await imageOf(pid, image.id)).state === 'Uploaded');
  const remove = 'mutation ($id: ID!) { removeImage(id: $id) { id } }';
  await app.ask(remove, { id: image.id });
  await until(() => nothingWaits('removal'));
  await app.stop();
  const key = originalKey({ projectId: pid, id: image.id });
  const open = () => openStoredObject(join(app.dataFolder, 'objects'), { bucket: 'private', key });
  const store = await createObjectStore({
    folder: join(app.dataFolder, 'objects'),
    buckets: ['local', 'private'],
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxObjectBytes: bytes.length,
  });
  await store.write({ bucket: 'private', key }, Readable.from([bytes]));
  await store.close();
  app.config.ingestConcurrency = 2;
  await app.restart();
  await until(async () => {
    const found = await open();
    if (found.state === 'there') await found.file.close();
    return found.state === 'missing';
  });
});

test('a photo that is registered again after its removal has another place, so that nothing removes its bytes', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(22);
  const earlier = await register(pid, 'a.jpg', sha1(bytes));
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id: earlier.image.id });
  const later = await register(pid, 'a.jpg', sha1(bytes));
  assert.notEqual(later.image.filename, earlier.image.filename);
  assert.equal((await fetch(earlier.url, { method: 'PUT', body: new Uint8Array(bytes) })).status, 403);
  await put(later.url, bytes);
  assert.equal((await settled(pid, later.image.id)).state, 'Ready');
});

test('results that name a photo by an earlier registration still lead to it', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(24);
  const { id, filename } = await upload(pid, 'a.jpg', bytes);
  const query = `query ($pid: ID!, $filename: String!) {
    project(id: $pid) { imageByFilename(filename: $filename) { id } } }`;
  const other = sha1(Buffer.from('another photo'));
  for (const [name, found] of [
    [filename, { id }],
    [`${sha1(bytes)}-0badcafe.jpg`, { id }],
    [`${sha1(bytes)}.jpg`, { id }],
    [`${other}.jpg`, null],
    ['a.jpg', null],
  ] as const) {
    const answer = await app.ask(query, { pid, filename: name });
    assert.deepEqual(answer, { project: { imageByFilename: found } }, name);
  }
});

test('a removed project is gone with everything in it', async () => {
  const pid = await createProject('short-lived');
  const image = await upload(pid, 'a.jpg', await makePhoto(21));
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { name image(id: $id) { url } } }';
  interface Answer {
    project: { image: { url: string } } | null;
  }
  const { project } = await app.ask<Answer>(query, { pid, id: image.id });
  const remove = 'mutation ($id: ID!) { removeProject(id: $id) { name numImage } }';
  assert.deepEqual(await app.ask(remove, { id: pid }), {
    removeProject: { name: 'short-lived', numImage: 0 },
  });
  await until(async () => (await fetch(project?.image.url ?? '')).status === 404);
  assert.deepEqual(await app.ask(query, { pid, id: image.id }), { project: null });
  assert.deepEqual(await app.ask(remove, { id: pid }), { removeProject: null });
});

/** Whether no job of this name is waiting or at work. */
async function nothingWaits(name: string): Promise<boolean> {
  const database = await connectToDatabase(app);
  try {
    const open = "select from pgboss.job where name = $1 and state <> 'completed'";
    return (await database.query(open, [name])).rowCount === 0;
  } finally {
    await database.end();
  }
}
