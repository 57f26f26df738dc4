import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { openStream, overSocket, takeAll } from './event-watchers.fixture.ts';
import { walkUploadRoad } from './upload-road.fixture.ts';

/* The character NUL, which no database text can hold, at every door that takes a text. */

const NUL = '\0';

let app: TestApp;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
});
after(() => app.remove());

const { createProject } = walkUploadRoad(() => app);

test('NUL in an argument is refused with the name of the argument, as a variable and as a literal', async () => {
  const pid = await createProject();
  const cases: [field: string, query: string, variables?: object][] = [
    ['name', 'mutation ($name: String!) { createProject(name: $name) { id } }', { name: `a${NUL}b` }],
    ['name', `mutation { createProject(name: "a\\u0000b") { id } }`],
    ['id', 'query ($id: ID!) { project(id: $id) { id } }', { id: `${pid}${NUL}` }],
    [
      'search',
      'query ($search: String) { my { allProjects(search: $search) { totalCount } } }',
      { search: NUL },
    ],
    [
      'images[1].filename',
      `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
        uploadImages(pid: $pid, bucket: local, images: $images) { url } }`,
      { pid, images: [{ filename: 'a.jpg' }, { filename: `b${NUL}.jpg` }] },
    ],
    [
      'images.filename',
      `mutation { uploadImages(pid: "${pid}", bucket: local, images: [{ filename: "\\u0000" }]) { url } }`,
    ],
    ['email', `mutation { getUserToken(email: "a\\u0000@b.cc", password: "x") }`],
    [
      'options.email',
      'mutation ($options: TransferOptions!) { transferProject(id: "a", options: $options) { result } }',
      { options: { email: NUL } },
    ],
  ];
  for (const [field, query, variables] of cases) {
    const { errors } = await app.askRaw(query, variables);
    const [error] = (errors ?? []) as { message: string; extensions: { code: string; field?: string } }[];
    assert.deepEqual([error?.extensions.code, error?.extensions.field], ['BAD_INPUT', field], query);
    assert.ok(error?.message.startsWith(`${field}: `), error?.message);
  }
});

test('outside the API it is a mistake of the caller too', async () => {
  const failure = await takeAll(overSocket(app, `a${NUL}`)).catch((error: unknown) => error);
  assert.match(JSON.stringify(failure), /BAD_INPUT/);
  assert.equal((await openStream(app, 'a%00')).status, 400);
  const { key } = app.credentials;
  const link = await fetch(`${app.endpoint}/projects/a%00/images/b%00/256.jpg?key=${key}`);
  assert.ok(link.status >= 400 && link.status < 500, String(link.status));
});
