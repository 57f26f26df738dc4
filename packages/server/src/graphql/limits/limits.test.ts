import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema, getIntrospectionQuery, isObjectType, parse, print } from 'graphql';
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

test('a list costs what literals, variables and their defaults ask for, and 100 where nobody says', () => {
  const ask = (args: string, declared = '($first: Int, $last: Int)') =>
    `query Q${declared} { project(id: "a") { allImages${args} { edges { node { id } } } } }`;
  const base = cost(ask('(first: 0)', ''));
  assert.equal(cost(ask('(first: 7)', '')) - base, 7);
  assert.equal(cost(ask('(first: $first)'), { first: 30 }) - base, 30);
  assert.equal(cost(ask('(last: $last)'), { last: 40 }) - base, 40);
  assert.equal(cost(ask('(first: $first)', '($first: Int = 50)')) - base, 50);
  assert.equal(cost(ask('', '')) - base, 100);
  assert.equal(cost(ask('(first: $first)'), { first: 10 ** 9 }) - base, 1000);
  assert.equal(cost(ask('(first: $first)'), { first: 'many' }) - base, 1);
});

test('a call for many things costs as many as it is given', () => {
  const ask = 'mutation ($sums: [String!]!) { hasImages(pid: "a", checksums: $sums) { id state } }';
  const base = cost(ask, { sums: [] });
  assert.equal(cost(ask, { sums: Array(1000).fill('a') }) - base, 2000);
  const literal = 'mutation { hasImages(pid: "a", checksums: ["a", "b", "c"]) { id state } }';
  assert.equal(cost(literal) - base, 6);
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
