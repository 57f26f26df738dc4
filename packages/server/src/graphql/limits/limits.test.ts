import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema, getIntrospectionQuery, isObjectType, parse, print } from 'graphql';
import { AnonymousBudget } from './anonymous-budget.ts';
import { checkShape } from './check-shape.ts';
import { estimateCost } from './estimate-cost.ts';
import { FIELD_COSTS } from './field-costs.ts';
import { QUERY_LIMITS } from './limits.ts';

const SCHEMA = fileURLToPath(import.meta.resolve('@tiepoint/protocol/schema.graphql'));
const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));

const cost = (query: string, variables = {}) => estimateCost(schema, parse(query), variables);
const shape = (query: string) => checkShape(parse(query), QUERY_LIMITS);

test('what tools ask to show the schema passes, but not many times in one request', () => {
  const everything = getIntrospectionQuery({
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  shape(everything);
  assert.ok(cost(everything) < QUERY_LIMITS.cost, String(cost(everything)));
  const [, whole = assert.fail()] = /^query \w+ \{(.*?)^\}/ms.exec(print(parse(everything))) ?? [];
  const often = Array.from({ length: 10 }, (_, index) => `a${index}: ${whole}`).join(' ');
  const flood = everything.replace(/^\s*query \w+ \{/, `query { ${often}`);
  shape(flood);
  assert.ok(cost(flood) > QUERY_LIMITS.cost);
});

test('a thousand photos with every simple field pass; the same for a thousand projects does not', () => {
  const type = schema.getType('ProjectImage');
  assert.ok(isObjectType(type));
  const exif = 'exif { make model takenAt focalLength latitude longitude altitude orientation }';
  const fields = Object.keys(type.getFields()).map((name) => (name === 'exif' ? exif : name));
  const images = `allImages(first: $first) { totalCount edges { cursor node { ${fields.join(' ')} } } }`;
  const one = `query ($first: Int) { project(id: "a") { ${images} } }`;
  assert.ok(cost(one, { first: 1000 }) <= QUERY_LIMITS.cost, String(cost(one, { first: 1000 })));
  assert.ok(cost(one, { first: 1000 }) > 20 * 1000);
  const all = `query ($first: Int) { my { allProjects(first: $first) { edges { node { ${images} } } } } }`;
  assert.ok(cost(all, { first: 1000 }) > QUERY_LIMITS.cost);
});

test('the largest pages of the web page pass', () => {
  const node = 'id state name error thumbs warnings { code value message }';
  const list = (filter: string) =>
    `${filter}: allImages(first: $first, filter: ${filter}) { edges { node { ${node} } } }`;
  const photos = `query ($first: Int) { project(id: "a") { numImage ${['Invalid', 'Ready', 'Pending'].map(list)} } }`;
  assert.ok(cost(photos, { first: 1000 }) <= QUERY_LIMITS.cost, String(cost(photos, { first: 1000 })));
  const report = `query ($first: Int) { project(id: "a") { report { date gigaPixel photoCount
    cameras { make model serial lens focalLength focalLengthIn35mm width height count }
    photos(first: $first) { id name camera group east north footprint }
    overlap { rule pairCount pairs neighbours compared assumptions }
    groups { count photos { id name } } findings { code severity message count photos { id name } } } } }`;
  assert.ok(cost(report, { first: 10_000 }) <= QUERY_LIMITS.cost, String(cost(report, { first: 10_000 })));
});

test('lists that nobody reads, and questions to the database, cost what they take', () => {
  const repeat = (times: number, field: string) =>
    `{ project(id: "a") { ${Array.from({ length: times }, (_, index) => `a${index}: ${field}`).join(' ')} } }`;
  assert.ok(cost(repeat(9, 'allImages(first: 1000) { totalCount }')) > QUERY_LIMITS.cost);
  assert.ok(cost(repeat(3, 'allImages(first: 1000) { edges { node { url } } }')) > QUERY_LIMITS.cost);
  const each = '{ my { allProjects(first: 1000) { edges { node { tasks { id } } } } } }';
  assert.ok(cost(each) > QUERY_LIMITS.cost);
});

test('a text has so many fields and fragments, whether they are valid or not', () => {
  shape(`{ ${'hello '.repeat(800)} }`);
  assert.throws(() => shape(`{ ${'hello '.repeat(801)} }`), {
    code: 'LIMIT_TOKENS',
    message: /801 fields and fragments; the limit is 800/,
  });
  assert.throws(() => shape(`{ ${'...f '.repeat(801)} }`), { code: 'LIMIT_TOKENS' });
});

test('callers without a user share a budget by their network, which fills again', () => {
  let nowMs = 0;
  const budget = new AnonymousBudget(() => nowMs);
  for (let times = 0; times < 10; times++) budget.spend('a', 50_000);
  assert.throws(() => budget.spend('a', 50_000), { code: 'RATE_LIMITED' });
  budget.spend('b', 50_000);
  nowMs += 500;
  budget.spend('a', 50_000);
  assert.throws(() => budget.spend('a', 1), { code: 'RATE_LIMITED' });
});

test('a list costs what literals, variables and their defaults ask for, and 100 where nobody says', () => {
  const ask = (args: string, declared = '($first: Int, $last: Int)') =>
    `query Q${declared} { project(id: "a") { allImages${args} { edges { node { id } } } } }`;
  const base = cost(ask('(first: 0)', ''));
  // A row is read, and has one value.
  const each = 8 + 1;
  assert.equal(cost(ask('(first: 7)', '')) - base, 7 * each);
  assert.equal(cost(ask('(first: $first)'), { first: 30 }) - base, 30 * each);
  assert.equal(cost(ask('(last: $last)'), { last: 40 }) - base, 40 * each);
  assert.equal(cost(ask('(first: $first)', '($first: Int = 50)')) - base, 50 * each);
  assert.equal(cost(ask('', '')) - base, 100 * each);
  assert.equal(cost(ask('(first: $first)'), { first: 10 ** 9 }) - base, 1000 * each);
  assert.equal(cost(ask('(first: $first)'), { first: 'many' }) - base, each);
});

test('a call for many things costs as many as it is given', () => {
  const ask = 'mutation ($sums: [String!]!) { hasImages(pid: "a", checksums: $sums) { id state } }';
  const base = cost(ask, { sums: [] });
  assert.equal(cost(ask, { sums: Array(1000).fill('a') }) - base, 10_000);
  const literal = 'mutation { hasImages(pid: "a", checksums: ["a", "b", "c"]) { id state } }';
  assert.equal(cost(literal) - base, 30);
});

test('passwords and calls to other servers can be tried a few times in a request only', () => {
  const ask = (field: string, times: number) =>
    Array.from({ length: times }, (_, index) => `a${index}: ${field}`).join(' ');
  const tests = (times: number) => `{ support { ${ask('networkTest(url: "http://a")', times)} } }`;
  assert.ok(cost(tests(3)) < QUERY_LIMITS.cost);
  assert.ok(cost(tests(20)) > QUERY_LIMITS.cost);
});

test('depth, aliases and nested literals are counted through fragments', () => {
  const nested = (depth: number) => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`;
  shape(nested(12));
  assert.throws(() => shape(nested(13)), {
    code: 'LIMIT_DEPTH',
    message: 'The query nests fields 13 levels deep; the limit is 12.',
  });
  const spread = `query { a { ...f } } fragment f on A { b { ...g } } fragment g on B ${nested(11)}`;
  assert.throws(() => shape(spread), { code: 'LIMIT_DEPTH' });
  const aliases = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: b`).join(' ');
  shape(`{ ${aliases(100)} }`);
  assert.throws(() => shape(`{ ${aliases(101)} }`), {
    code: 'LIMIT_ALIASES',
    message: /101 aliases; the limit is 100/,
  });
  const twice = `{ x { ...f } y { ...f } } fragment f on A { ${aliases(51)} }`;
  assert.throws(() => shape(twice), { code: 'LIMIT_ALIASES', message: /102/ });
  const literal = `{ a(b: ${'['.repeat(13)}${']'.repeat(13)}) }`;
  assert.throws(() => shape(literal), { code: 'LIMIT_DEPTH', message: /lists and objects 13 levels deep/ });
});

test('fragments in circles and fragments that double at each step are refused at once', {
  timeout: 2000,
}, () => {
  shape('{ ...f } fragment f on Query { ...g } fragment g on Query { ...f hello }');
  const doubling = Array.from(
    { length: 200 },
    (_, index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`,
  );
  const bomb = `{ ...f0 } ${doubling.join(' ')} fragment f200 on Query { a: hello }`;
  assert.throws(() => shape(bomb), { code: 'LIMIT_ALIASES' });
  assert.ok(cost(bomb) > QUERY_LIMITS.cost);
});

test('every weight is for a field that exists', () => {
  const unknown = Object.keys(FIELD_COSTS).filter((name) => {
    const [typeName = '', fieldName = ''] = name.split('.');
    const type = schema.getType(typeName);
    return !isObjectType(type) || !type.getFields()[fieldName];
  });
  assert.deepEqual(unknown, []);
});
