import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectToDatabase, makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { assertGoReads, at, type GoCall } from './go-client.fixture.ts';
import { OPEN_CALLS, USER_CALLS } from './go-client-queries.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Names of the public changelog that existing clients may use, and answers that they must survive. */

/** Calls of a user for what only other servers have. */
const FOREIGN_CALLS = {
  setProfileFace: {
    text: 'mutation ($imgStr: String!) { setProfileFace(imgStr: $imgStr) }',
    data: { setProfileFace: 'string' },
  },
  transferCoins: {
    text: `mutation ($amount: Float!, $email: String!, $message: String){
      transferCoins(amount: $amount, options: {email: $email, message: $message}) { error { message } result } }`,
    data: { transferCoins: { error: { message: 'string' }, result: 'string' } },
  },
} satisfies Record<string, GoCall>;

const CALLS: Record<string, GoCall> = { ...OPEN_CALLS, ...USER_CALLS, ...FOREIGN_CALLS };
const FACE =
  '{ gsd sfmState syncProgress { percent } modelTransform { srs modelToSRS } GCPInfo { controlPoints } GCPValidation { checkpointRms { vertical } } }';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

const { createProject, put, upload } = walkUploadRoad(() => app);

test('what this server does not have is answered in a form that a client in the field survives', async () => {
  // It ends with a stack trace where the result is another one, and says "Incorrect code!" in the end.
  const asked = at(await call('requestLoginCode', { phone: '+4100' }), 'requestLoginCode');
  assert.equal(at(asked, 'result'), 'Success');
  assert.match(String(at(asked, 'error.message')), /sends no text messages/);
  assert.equal(
    at(await call('getUserTokenByLoginCode', { phone: '+4100', code: '1' }), 'getUserTokenByLoginCode'),
    null,
  );

  assert.equal(
    at(await call('setProfileFace', { imgStr: 'data:image/jpeg;base64,AA==' }), 'setProfileFace'),
    'Fail',
  );
  const coins = { amount: 0, email: 'a@example.org', message: '' };
  const given = at(await call('transferCoins', coins), 'transferCoins');
  assert.equal(at(given, 'result'), 'Fail');
  assert.match(String(at(given, 'error.message')), /no coins/);
});

test('the storage that a client calls free is no 16 EiB', async () => {
  const pid = await createProject();
  const database = await connectToDatabase(app);
  await database.query(
    `with made as (insert into tasks (id, project_id, type, options, state, steps)
      values ('made', $1, 'Native', '{}', 'Done', '[]') returning id)
    insert into task_outputs (task_id, name, storage_key, content_type, size)
      select id, 'model.glb', 'k', 'model/gltf-binary', 5000000 from made`,
    [pid],
  );
  const self = at(await call('mySelf', {}), 'my.self');
  // As it computes it: unsigned, of a plan that is not there.
  const assetStorage = Number(at(self, 'membership.assetStorage') ?? 0);
  assert.ok(assetStorage - Number(at(self, 'modelUsage')) >= 0);
  assert.deepEqual(await app.ask('{ my { self { modelBytes } } }'), {
    my: { self: { modelBytes: 5_000_000 } },
  });
  await database.query('delete from tasks');
  await database.end();
});

test('a project gets another name, visibility and place', async () => {
  const id = await createProject('before');
  const set = `mutation ($id: ID!, $name: String, $visibility: PROJECT_VISIBILITY) {
    setProjectProperties(id: $id, name: $name, visibility: $visibility) { name visibility } }`;
  const change = async (variables: object) =>
    at(await app.ask(set, { id, ...variables }), 'setProjectProperties');
  assert.deepEqual(await change({ name: ' after ' }), { name: 'after', visibility: 'private' });
  assert.deepEqual(await change({ visibility: 'unlisted' }), { name: 'after', visibility: 'unlisted' });
  assert.deepEqual(await change({}), { name: 'after', visibility: 'unlisted' });
  assert.equal((await app.askRaw(set, { id, name: ' ' })).errors?.[0]?.extensions.code, 'BAD_INPUT');
  assert.equal(at(await app.ask(set, { id: 'f'.repeat(24), name: 'x' }), 'setProjectProperties'), null);

  const place = `mutation ($id: ID!, $geoInfo: GeoInfoInput) {
    setProjectGeoInfo(id: $id, geoInfo: $geoInfo) { geoInfo { longitude latitude altitude } } }`;
  const locate = (geoInfo: object | null) => app.askRaw(place, { id, geoInfo });
  const bern = { longitude: 7.44, latitude: 46.95, altitude: null };
  assert.deepEqual((await locate({ longitude: 7.44, latitude: 46.95 })).data, {
    setProjectGeoInfo: { geoInfo: bern },
  });
  assert.match((await locate({ longitude: 7.44, latitude: 96 })).errors?.[0]?.message ?? '', /^latitude: /);
  const read = 'query ($id: ID!) { project(id: $id) { geoInfo { longitude latitude altitude } } }';
  assert.deepEqual(await app.ask(read, { id }), { project: { geoInfo: bern } });
  assert.deepEqual((await locate(null)).data, { setProjectGeoInfo: { geoInfo: null } });
  const search = 'query ($id: String) { search { altiID(id: $id) { id type name } } }';
  assert.deepEqual(await app.ask(search, { id: id.slice(0, 20) }), {
    search: { altiID: [{ id, type: 'Project', name: 'after' }] },
  });
});

test('what nobody knows of a model is null, and what is known is told', async () => {
  const id = await createProject();
  const facts = async () =>
    at(await app.ask(`query ($id: ID!) { project(id: $id) ${FACE} }`, { id }), 'project');
  const unknown = {
    gsd: null,
    sfmState: null,
    syncProgress: null,
    modelTransform: null,
    GCPInfo: null,
    GCPValidation: null,
  };
  assert.deepEqual(await facts(), unknown);
  const { id: image } = await upload(id, 'a.jpg', await makePhoto(300));
  const mark = `mutation ($pid: ID!, $image: ID!) { addAlignmentPoint(pid: $pid, image: $image, name: "A", x: 1, y: 1,
    longitude: 7, latitude: 47, altitude: 500) { id } }`;
  await app.ask(mark, { pid: id, image });
  await makeTask(id);
  assert.deepEqual(await facts(), {
    ...unknown,
    sfmState: 'Done',
    GCPInfo: { controlPoints: 1 },
    GCPValidation: { checkpointRms: { vertical: 0.02 } },
  });
});

test('files of a model that were sent in vain are cleaned up, and a converted model stays', async () => {
  const create = 'mutation { createProject(name: "bought", modelType: CAD) { id } }';
  const id = String(at(await app.ask(create), 'createProject.id'));
  const files = async () =>
    at(
      await app.ask(
        'query ($id: ID!) { project(id: $id) { importedState importedModel { files { name } } } }',
        { id },
      ),
      'project',
    );
  const register = `mutation ($id: ID!, $filename: String!) {
    uploadModelS3(id: $id, bucket: local, filename: $filename) { url } }`;
  const clean = () =>
    app.askRaw('mutation ($id: ID!) { cleanupImportedModel(id: $id) { id importedState } }', { id });
  const send = async (filename: string, bytes: string) =>
    put(String(at(await app.ask(register, { id, filename }), 'uploadModelS3.url')), Buffer.from(bytes));
  await send('model.zip.001', 'half of a model');
  await app.ask(register, { id, filename: 'model.zip.002' });
  assert.deepEqual((await clean()).data, { cleanupImportedModel: { id, importedState: 'Pending' } });
  assert.deepEqual(await files(), { importedState: 'Pending', importedModel: { files: [] } });

  await send('model.ply', 'no model');
  await until(async () => at(await files(), 'importedState') === 'Failed');
  await clean();
  assert.deepEqual(await files(), { importedState: 'Pending', importedModel: { files: [] } });
  const photos = await createProject();
  const refused = await app.askRaw('mutation ($id: ID!) { cleanupImportedModel(id: $id) { id } }', {
    id: photos,
  });
  assert.match(refused.errors?.[0]?.message ?? '', /project is for photos/);
});

/** A finished task with control points, as an engine would have left it. */
async function makeTask(pid: string): Promise<void> {
  const database = await connectToDatabase(app);
  const controlPoint = {
    name: 'A',
    checkpoint: true,
    used: true,
    reason: null,
    residual: null,
    reprojectionError: null,
    marks: 2,
  };
  const result = { controlPoints: [controlPoint], checkpointRms: { horizontal: 0.01, vertical: 0.02 } };
  await database.query(
    `insert into tasks (id, project_id, type, options, state, steps, result)
      values ('done', $1, 'Native', '{}', 'Done', $2, $3)`,
    [pid, JSON.stringify([{ name: 'Structure from motion', seconds: 3 }]), JSON.stringify(result)],
  );
  await database.end();
}

/** Sends a query of the client, and reads the answer as it does. */
async function call(name: string, variables: object): Promise<unknown> {
  const { text, data } = CALLS[name] ?? assert.fail(name);
  const answer = await app.askRaw(text, variables);
  assert.equal(answer.errors, undefined, `${name}: ${JSON.stringify(answer.errors)}`);
  assertGoReads(answer.data, data, name);
  return answer.data;
}
