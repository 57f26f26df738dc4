import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
/** A project with two Ready photos, 1200 × 900 pixels. */
let pid: string;
let first: string;
let second: string;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
  pid = await createProject();
  first = (await upload(pid, 'first.jpg', await makePhoto(1))).id;
  second = (await upload(pid, 'second.jpg', await makePhoto(2))).id;
});
after(() => app.remove());

const { createProject, register, upload } = walkUploadRoad(() => app);

const FIELDS = 'id name x y longitude latitude altitude modelX modelY modelZ checkpoint image { id }';
const GEOGRAPHIC = { longitude: 8.55, latitude: 47.37, altitude: 408.25 };
const NO_PLACE = {
  longitude: null,
  latitude: null,
  altitude: null,
  modelX: null,
  modelY: null,
  modelZ: null,
};

interface Observation {
  id: string;
  name: string;
}

const add = (observation: object, headers?: Record<string, string>) =>
  app.askRaw(
    `mutation ($pid: ID!, $image: ID!, $name: String!, $x: Float!, $y: Float!, $longitude: Float, $latitude: Float,
      $altitude: Float, $modelX: Float, $modelY: Float, $modelZ: Float, $checkpoint: Boolean) {
      addAlignmentPoint(pid: $pid, image: $image, name: $name, x: $x, y: $y, longitude: $longitude,
        latitude: $latitude, altitude: $altitude, modelX: $modelX, modelY: $modelY, modelZ: $modelZ,
        checkpoint: $checkpoint) { ${FIELDS} } }`,
    { pid, image: first, x: 600.25, y: 450, ...observation },
    headers,
  );

const update = (change: object, headers?: Record<string, string>) =>
  app.askRaw(
    `mutation ($id: ID!, $name: String, $x: Float, $y: Float, $longitude: Float, $latitude: Float, $altitude: Float,
      $modelX: Float, $modelY: Float, $modelZ: Float, $checkpoint: Boolean) {
      updateAlignmentPoint(id: $id, name: $name, x: $x, y: $y, longitude: $longitude, latitude: $latitude,
        altitude: $altitude, modelX: $modelX, modelY: $modelY, modelZ: $modelZ, checkpoint: $checkpoint) {
        ${FIELDS} } }`,
    change,
    headers,
  );

const remove = (id: string, headers?: Record<string, string>) =>
  app.askRaw('mutation ($id: ID!) { removeAlignmentPoint(id: $id) { id name } }', { id }, headers);

async function list() {
  const query = `query ($pid: ID!) { project(id: $pid) { alignmentPoints(first: 50) {
    totalCount edges { node { ${FIELDS} } } } } }`;
  interface Answer {
    project: { alignmentPoints: { totalCount: number; edges: { node: Observation }[] } };
  }
  const { alignmentPoints } = (await app.ask<Answer>(query, { pid })).project;
  assert.equal(alignmentPoints.totalCount, alignmentPoints.edges.length);
  return alignmentPoints.edges.map(({ node }) => node);
}

async function added(observation: object): Promise<Observation> {
  const { data, errors } = await add(observation);
  assert.equal(errors, undefined);
  return data?.addAlignmentPoint as Observation;
}

async function clear(): Promise<void> {
  for (const { id } of await list()) await remove(id);
}

test('a control point is marked in photos, changed for all of them, and removed one observation at a time', async () => {
  const observation = await added({ name: ' P1 ', ...GEOGRAPHIC });
  const expected = { name: 'P1', x: 600.25, y: 450, ...NO_PLACE, ...GEOGRAPHIC, checkpoint: false };
  assert.deepEqual(observation, { id: observation.id, ...expected, image: { id: first } });
  const other = await added({ name: 'P1', image: second, x: 0, y: 900 });
  assert.deepEqual(other, { ...observation, id: other.id, x: 0, y: 900, image: { id: second } });
  assert.deepEqual(await list(), [observation, other]);

  const moved = await update({
    id: observation.id,
    x: 1,
    longitude: 8.56,
    latitude: 47.38,
    altitude: -3,
    checkpoint: true,
  });
  const changes = { longitude: 8.56, latitude: 47.38, altitude: -3, checkpoint: true };
  assert.deepEqual(moved.data?.updateAlignmentPoint, { ...observation, ...changes, x: 1 });
  assert.deepEqual(await list(), [
    { ...observation, ...changes, x: 1 },
    { ...other, ...changes },
  ]);

  const renamed = await update({ id: other.id, name: 'P2' });
  assert.deepEqual(renamed.data?.updateAlignmentPoint, { ...other, ...changes, name: 'P2' });
  assert.deepEqual((await remove(observation.id)).data?.removeAlignmentPoint, {
    id: observation.id,
    name: 'P1',
  });
  assert.deepEqual((await remove(observation.id)).data?.removeAlignmentPoint, null);
  assert.deepEqual((await update({ id: observation.id, x: 3 })).data?.updateAlignmentPoint, null);
  assert.deepEqual(await list(), [{ ...other, ...changes, name: 'P2' }]);
  await clear();
});

test('inconsistent observations are refused by name, and change nothing', async () => {
  const observation = await added({ name: 'P1', ...GEOGRAPHIC });
  const other = await added({ name: 'P2', image: second, ...GEOGRAPHIC, checkpoint: true });
  const before = await list();
  const model = { modelX: 1, modelY: 2, modelZ: 3 };
  const pending = await register(pid, 'late.jpg');
  const refusals: [object, RegExp][] = [
    [
      { name: 'P1', image: second, ...GEOGRAPHIC, altitude: 408 },
      /"P1" has the coordinates .*altitude 408\.25.*, not .*altitude 408:/,
    ],
    [{ name: 'P1', ...GEOGRAPHIC }, /"P1" is already marked in this photo/],
    [{ name: 'P1', image: second, checkpoint: true }, /"P1" is no checkpoint in its other observations/],
    [{ name: 'P3' }, /The coordinates of "P3" are missing/],
    [{ name: 'P3', ...model }, /such as "P1", have longitude, latitude and altitude/],
    [{ name: 'P3', ...GEOGRAPHIC, ...model }, /either .* not both/],
    [{ name: 'P3', longitude: 8, latitude: 47 }, /longitude, latitude, altitude must be given together/],
    [{ name: 'P3', ...GEOGRAPHIC, latitude: 91 }, /latitude must be between -90 and 90, not 91/],
    [{ name: 'P3', ...GEOGRAPHIC, x: 1200.5 }, /outside first\.jpg, which has 1200 × 900 pixels/],
    [{ name: 'P3', ...GEOGRAPHIC, y: -1 }, /outside first\.jpg/],
    [{ name: ' ', ...GEOGRAPHIC }, /1 to 100 characters/],
    [{ name: 'P3', ...GEOGRAPHIC, image: pending.image.id }, /late\.jpg is not Ready/],
  ];
  for (const [wrong, message] of refusals) {
    const { errors } = await add(wrong);
    assert.match(errors?.[0]?.message ?? '', message);
    assert.equal(errors?.[0]?.extensions.code, 'BAD_INPUT');
  }
  const changes: [object, RegExp][] = [
    [{ id: observation.id, x: 5000 }, /outside first\.jpg/],
    [{ id: observation.id, ...model }, /such as "P2", have longitude/],
    [{ id: observation.id, name: 'P2', ...GEOGRAPHIC, altitude: 1 }, /"P2" has the coordinates/],
    [{ id: observation.id, name: 'P2', checkpoint: false }, /"P2" is a checkpoint/],
  ];
  for (const [wrong, message] of changes) {
    assert.match((await update(wrong)).errors?.[0]?.message ?? '', message);
  }
  assert.deepEqual(await list(), before);
  assert.equal((await update({ id: observation.id, name: 'P2' })).errors, undefined);
  await remove(other.id);
  assert.equal((await update({ id: observation.id, ...model })).errors, undefined);
  await clear();
});

test('other users can neither mark photos, nor change, remove or detect observations', async () => {
  const observation = await added({ name: 'P1', ...GEOGRAPHIC });
  const register = `mutation { registerUser(email: "wrong@example.org", username: "Wrong", password: "not the right one") }`;
  const stranger = { altitoken: (await app.ask<{ registerUser: string }>(register)).registerUser };
  const create = 'mutation { createProject(name: "mine") { id } }';
  const own = (await app.ask<{ createProject: { id: string } }>(create, {}, stranger)).createProject.id;
  const codeOf = async (observation: object) =>
    (await add(observation, stranger)).errors?.[0]?.extensions.code;
  assert.equal(await codeOf({ name: 'P2', ...GEOGRAPHIC }), 'NOT_FOUND');
  assert.equal(await codeOf({ name: 'P2', ...GEOGRAPHIC, pid: own }), 'NOT_FOUND');
  assert.deepEqual((await update({ id: observation.id, x: 1 }, stranger)).data, {
    updateAlignmentPoint: null,
  });
  assert.deepEqual((await remove(observation.id, stranger)).data, { removeAlignmentPoint: null });
  assert.deepEqual(await list(), [observation]);
  await clear();
});

test('concurrent observations never contradict each other', async () => {
  const wishes = [1, 2, 3, 4].map((altitude) => ({
    ...{ name: 'P1', ...GEOGRAPHIC, altitude },
    image: altitude % 2 === 0 ? first : second,
  }));
  const answers = await Promise.all(wishes.map((wish) => add(wish)));
  assert.equal(answers.filter(({ errors }) => errors === undefined).length, 1);
  assert.equal((await list()).length, 1);
  await clear();
});

test('removing a photo removes its observations', async () => {
  const third = (await upload(pid, 'third.jpg', await makePhoto(3))).id;
  await added({ name: 'P1', ...GEOGRAPHIC, image: third });
  const kept = await added({ name: 'P2', ...GEOGRAPHIC });
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id: third });
  assert.deepEqual(await list(), [kept]);
});
