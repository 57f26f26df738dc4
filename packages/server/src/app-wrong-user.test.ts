import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  connectToDatabase,
  type GraphqlAnswer,
  makePhoto,
  startTestApp,
  type TestApp,
} from './app.fixture.ts';
import { at } from './go-client.fixture.ts';
import { listen } from './processes/listen.ts';
import { CALL_DEPTHS, type Names, writeCall } from './schema-walk.fixture.ts';
import { until } from './upload-road.fixture.ts';
import { makeVictimsThings } from './victims-things.fixture.ts';

/*
 * One user's data does not exist for another: every call of the schema is made with ids of a victim and with unknown ids, and the responses must not differ.
 */

/** Part of every name given by the victim. */
const MARK = 'velvet';

let app: TestApp;
let listener: Server;
let schema: GraphQLSchema;
/** The victim is the user that the test app asks as. */
let victim: Names;
let nobodys: Names;
/** A project, and a Ready photo in it, of the wrong user. */
let own: { project: string; image: string };
let wrongUser: { altitoken: string };

before(async () => {
  app = await startTestApp({
    TIEPOINT_REGISTRATION: 'open',
    TIEPOINT_TRUST_PROXY: 'loopback',
    TIEPOINT_FETCH_PRIVATE: 'loopback',
  });
  listener = createServer((_request, response) => response.end());
  const port = await listen(listener, { host: '127.0.0.1', port: 0, flag: '' });
  schema = buildClientSchema(await app.ask<IntrospectionQuery>(getIntrospectionQuery()));
  victim = await makeVictimsThings(app, MARK, `http://127.0.0.1:${port}/${MARK}`);
  nobodys = Object.fromEntries(
    Object.entries(victim).map(([kind, name]) => [kind, sameShape(name)]),
  ) as unknown as Names;
  const register = `mutation { registerUser(email: "wrong@example.org", username: "Wrong",
    password: "not the right one") }`;
  wrongUser = { altitoken: String(at(await app.ask(register), 'registerUser')) };
  own = await makeOwnThings();
});
after(async () => {
  listener.close();
  await app.remove();
});

test('no call lets another user, an app or an anonymous client distinguish the victim’s data from unknown ids', async () => {
  const callers = {
    'wrong user': wrongUser,
    app: { altitoken: '' },
    nobody: { key: 'none', altitoken: 'none' },
  };
  const untouched = await rowsOfVictim();
  let compared = 0;
  for (const [caller, headers] of Object.entries(callers)) {
    const depth = headers === wrongUser ? CALL_DEPTHS.user : CALL_DEPTHS.anonymous;
    for (const { name, withVictims, withNobodys } of calls(depth)) {
      const answer = await ask(withVictims, headers);
      assert.doesNotMatch(JSON.stringify(answer), /"LIMIT_|Too many queries/, name);
      assertNothingOfVictim(answer, `${name} as ${caller}`);
      if (withNobodys === undefined) continue;
      assert.deepEqual(answer, await ask(withNobodys, headers), `${name} as ${caller}`);
      compared++;
    }
  }
  assert.ok(compared > 3 * 20, String(compared));
  assert.deepEqual(await rowsOfVictim(), untouched);
});

test('the same calls return the victim’s data to the victim', async () => {
  const field = schema.getQueryType()?.getFields().project ?? assert.fail();
  const { text } = writeCall([schema.getQueryType() ?? assert.fail(), field], victim);
  const answer = JSON.stringify(await app.ask(text));
  for (const kind of ['project', 'image', 'metaFile', 'webhook', 'alignmentPoint', 'task'] as const) {
    assert.ok(answer.includes(victim[kind]), kind);
  }
  assert.ok(answer.includes(MARK));
});

test('other users can’t follow the events of a project, over a socket or as a stream', async () => {
  const untouched = await rowsOfVictim();
  const { host } = new URL(app.endpoint);
  const subscribe = async (query: string, altitoken: string) => {
    const client = createClient({
      url: `ws://${host}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { key: app.credentials.key, altitoken },
      retryAttempts: 0,
    });
    try {
      for await (const answer of client.iterate({ query })) return answer;
      return 'the end';
    } catch (error) {
      return error;
    } finally {
      await client.dispose();
    }
  };
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const root = schema.getSubscriptionType() ?? assert.fail();
    for (const altitoken of [wrongUser.altitoken, '']) {
      const answer = await subscribe(writeCall([root, field], victim).text, altitoken);
      assert.deepEqual(answer, await subscribe(writeCall([root, field], nobodys).text, altitoken));
      assert.match(JSON.stringify(answer), /NOT_FOUND|UNAUTHENTICATED/);
      assertNothingOfVictim(answer, field.name);
    }
  }
  const stream = async (project: string, altitoken: string) => {
    const headers = { key: app.credentials.key, altitoken };
    const response = await fetch(`${app.endpoint}/projects/${project}/events`, { headers });
    return { status: response.status, body: await response.text() };
  };
  for (const [altitoken, status] of [
    [wrongUser.altitoken, 404],
    ['', 401],
  ] as const) {
    const answer = await stream(victim.project, altitoken);
    assert.equal(answer.status, status);
    assert.deepEqual(answer, await stream(nobodys.project, altitoken));
  }
  assert.deepEqual(await rowsOfVictim(), untouched);
});

test('a link is valid for one file only', async () => {
  const query = `query ($project: ID!, $image: ID!) { project(id: $project) { cover image(id: $image) { url thumbs tiles } } }`;
  const ownLinks = links(await app.ask(query, own, wrongUser));
  const victimLinks = links(await app.ask(query, victim));
  assert.equal(ownLinks.length, 5);
  for (const link of [...ownLinks, ...victimLinks]) assert.equal(await statusOf(link), 200);
  for (const [index, link] of ownLinks.entries()) {
    const aim = new URL(victimLinks[index] ?? '').pathname;
    const refused = link.startsWith(app.endpoint) ? 404 : 403;
    assert.equal(await statusOf(withPath(link, aim)), refused);
    assert.equal(await statusOf(`${new URL(link).origin}${aim}`), refused);
  }
  const upload = `mutation ($pid: ID!) { uploadImageS3(pid: $pid, bucket: local, filename: "a.jpg") { url } }`;
  const put = String(at(await app.ask(upload, { pid: own.project }, wrongUser), 'uploadImageS3.url'));
  const aim = new URL(put).pathname.replace(own.project, victim.project);
  assert.notEqual(aim, new URL(put).pathname);
  assert.equal(await statusOf(withPath(put, aim), 'PUT'), 403);
  assert.equal(
    await statusOf(withPath(put, new URL(put).pathname.replace(/[^/]+$/, victim.filename)), 'PUT'),
    403,
  );
});

/** Every root field as a call with the victim's ids, and where it takes ids also with unknown ones. */
function* calls(depth: number): Generator<{ name: string; withVictims: string; withNobodys?: string }> {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    if (!root) continue;
    for (const field of Object.values(root.getFields())) {
      const { own: ownNames, all, text } = writeCall([root, field], victim, depth);
      // Results of mutations are new: only the fields about the arguments matter.
      const names = root === schema.getMutationType() ? ownNames : all;
      const name = `${root.name}.${field.name}`;
      const { text: withNobodys } = writeCall([root, field], nobodys, depth);
      yield { name, withVictims: text, ...(names.size > 0 && { withNobodys }) };
      if (!names.has('project') || names.size === 1) continue;
      // The victim's ids in a project of the other user.
      const inOwn = (others: Names) =>
        writeCall([root, field], { ...others, project: own.project }, depth).text;
      const [mine, nobodysInMine] = [inOwn(victim), inOwn(nobodys)];
      yield { name: `${name} in a project of its own`, withVictims: mine, withNobodys: nobodysInMine };
    }
  }
}

let asked = 0;

async function ask(text: string, headers: Record<string, string>): Promise<GraphqlAnswer> {
  // From many addresses: without a user token each may ask only so much in a while.
  const answer = await app.askRaw(text, {}, { ...headers, 'x-forwarded-for': `2001:db8:0:${++asked}::1` });
  // A link is signed for the current second, the end of the log moves with every event, and a query that was seen
  // before is compiled and has no source locations.
  const still = JSON.stringify(answer)
    .replace(/"http[^"]*X-Amz-[^"]*"/g, '"a link"')
    .replace(/"locations":\[[^\]]*\],?/g, '')
    .replace(/"eventCursor":"[0-9a-f]{32}"/g, '"eventCursor":"the end"');
  return JSON.parse(still) as GraphqlAnswer;
}

function assertNothingOfVictim(answer: unknown, where: string): void {
  const text = JSON.stringify(answer);
  for (const secret of [MARK, ...Object.values(victim), 'local@localhost']) {
    assert.ok(!text.includes(secret), `${where} tells ${secret}: ${text}`);
  }
}

/** An unknown value in the same form: random hexadecimal digits. */
function sameShape(name: string): string {
  const digits = randomBytes(name.length).toString('hex');
  return name.replace(/[0-9a-f](?=[0-9a-f]*(\.|$))/g, (_, __, offset: number) => digits[offset] ?? '0');
}

async function makeOwnThings() {
  const create = 'mutation { createProject(name: "mine") { id } }';
  const project = String(at(await app.ask(create, {}, wrongUser), 'createProject.id'));
  const register = `mutation ($project: ID!) {
    uploadImageS3(pid: $project, bucket: local, filename: "mine.jpg") { url image { id } } }`;
  const registered = at(await app.ask(register, { project }, wrongUser), 'uploadImageS3');
  const body = new Uint8Array(await makePhoto(81));
  assert.equal((await fetch(String(at(registered, 'url')), { method: 'PUT', body })).status, 200);
  const image = String(at(registered, 'image.id'));
  const state =
    'query ($project: ID!, $image: ID!) { project(id: $project) { image(id: $image) { state } } }';
  await until(async () => {
    return at(await app.ask(state, { project, image }, wrongUser), 'project.image.state') === 'Ready';
  });
  return { project, image };
}

/** Every row of every table that belongs to the victim, except the last use of its token. */
async function rowsOfVictim(): Promise<string[]> {
  const client = await connectToDatabase(app);
  try {
    const tables = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: object }>(
        `select to_jsonb(t) - 'last_used_at' as row from ${name} t`,
      );
      rows.push(...found.rows.map(({ row }) => `${name}: ${JSON.stringify(row)}`));
    }
    const secrets = [victim.project, victim.token, 'local@localhost'];
    return rows.filter((row) => secrets.some((secret) => row.includes(secret))).sort();
  } finally {
    await client.end();
  }
}

function links(answer: unknown): string[] {
  const paths = ['cover', 'image.url', 'image.tiles', 'image.thumbs.0', 'image.thumbs.1'];
  return paths.map((path) => String(at(answer, `project.${path}`)));
}

function withPath(link: string, path: string): string {
  const url = new URL(link);
  url.pathname = path;
  return url.href;
}

async function statusOf(link: string, method = 'GET'): Promise<number> {
  const response = await fetch(link, { method, ...(method === 'PUT' && { body: 'spoilt' }) });
  await response.arrayBuffer();
  return response.status;
}
