import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema } from 'graphql';
import { anchorsOf, type DocPage, existsFrom, inlineCode, readDocPages, readFileAt } from './docs.fixture.ts';
import { everyOption, listMissing, shellLines } from './docs-commands.fixture.ts';
import { missingNames, namesOf, problemsOf, queriesOf } from './docs-queries.fixture.ts';
import { isTest, readSourceFiles, withoutComments } from './house.fixture.ts';
import { createProgram } from './packages/cli/src/program.ts';
import { plainView } from './packages/cli/src/progress/plain-view.ts';

/*
 * What the documentation says can be run, sent or looked up is there: commands, queries, settings, links, and the
 * names in the glossary.
 */

const pages = readDocPages();
const schemaText = readFileAt('packages/protocol/src/schema.graphql') ?? assert.fail();
const schema = buildSchema(schemaText);
const program = createProgram({
  environment: {},
  print: () => {},
  input: process.stdin,
  prompt: () => {},
  view: plainView(process.stderr),
  signal: new AbortController().signal,
});

test('every name of the glossary is in the code', () => {
  const page = pages.find(({ path }) => path === 'docs/glossary.md') ?? assert.fail();
  const code = readSourceFiles()
    .filter(({ path }) => !isTest(path))
    .map(({ text }) => withoutComments(text));
  const words = new Set([...code, schemaText].flatMap((text) => text.match(/\w+/g) ?? []));
  const isThere = (name: string) => (name.includes('/') ? existsFrom(page, `../${name}`) : words.has(name));
  const terms = page.text.split('\n').flatMap((line) => {
    const [, term, , names] = /^\| (.+) \| (.+) \| (.+) \|$/.exec(line) ?? [];
    return term && names && term !== 'term' ? [{ term, names: names.split(', ') }] : [];
  });
  assert.ok(terms.length > 100, `${terms.length} terms`);
  const missing = terms.flatMap(({ term, names }) =>
    names.filter((name) => !isThere(name.replace(/^`(.+)`$/, '$1'))).map((name) => `${term}: ${name}`),
  );
  assert.deepEqual(missing, []);
});

test('queries of the documentation are right by the schema', () => {
  const wrong = onEachPage((page) => queriesOf(page).flatMap((query) => problemsOf(schema, query)));
  assert.deepEqual(wrong, []);
  const counted = pages.filter(({ path }) => path.startsWith('docs/api.md') || path.startsWith('README'));
  assert.ok(counted.flatMap(queriesOf).length > 30);
});

test('fields and arguments that sentences name are in the schema', () => {
  assert.deepEqual(
    onEachPage((page) => namesOf(page).flatMap((name) => missingNames(schema, name))),
    [],
  );
});

test('the checks of queries see what is not there', () => {
  const refused = (query: string) => problemsOf(schema, query).length > 0;
  assert.ok(refused('mutation { createProject(name: "a") { size } }'));
  assert.ok(refused('mutation { createProject(title: "a") { id } }'));
  assert.ok(refused('result { photos leftOut { name reason } }'));
  assert.ok(refused('createWebhook(pid, address) { secret }'));
  assert.ok(!refused('project { image(id: "…") { state … } }'));
  assert.deepEqual(missingNames(schema, 'hasImages(pid, sums)'), ['hasImages has no argument "sums".']);
  assert.deepEqual(missingNames(schema, 'Task.colour'), ['Task has no field "colour".']);
  const page = {
    path: 'a.md',
    text: ['```js', `ask('mutation { bank }', \`query { my { $\{fields} } }\`);`, '```', ''].join('\n'),
  };
  assert.deepEqual(queriesOf(page), ['mutation { bank }', 'query { my { __typename } }']);
});

test('commands of the documentation are there, with their options', () => {
  assert.deepEqual(
    onEachPage((page) => shellLines(page).flatMap((line) => listMissing(program, line))),
    [],
  );
  assert.deepEqual(listMissing(program, 'npx tiepoint upload DIR --to P'), [
    'tiepoint upload has no option --to',
  ]);
  assert.deepEqual(listMissing(program, 'tiepoint user invite'), ['tiepoint user has no command invite']);
  assert.deepEqual(listMissing(program, 'npm run demo -- --twice'), ['tiepoint demo has no option --twice']);
  assert.deepEqual(listMissing(program, 'npm run dance'), ['. has no script dance']);
});

test('options that pages for users name are there', () => {
  const known = everyOption(program);
  const wrong = pages
    .filter(({ path }) => /^README|^docs\/(api|make|operating)\.md$/.test(path))
    .flatMap((page) => inlineCode(page).flatMap((code) => /^--[a-z][\w-]*/.exec(code)?.[0] ?? []))
    .filter((flag) => !known.includes(flag));
  assert.deepEqual(wrong, []);
});

test('settings of the documentation are read by the code', () => {
  const code = [...readSourceFiles().map(({ text }) => text), readFileAt('scripts/setup.mjs')].join('\n');
  const wrong = onEachPage(({ text }) =>
    [...new Set(text.match(/\bTIEPOINT_[A-Z_]+\b/g))].filter(
      // `TIEPOINT_USER_*` stands for all settings that begin so.
      (name) => !new RegExp(name.endsWith('_') ? `\\b${name}` : `\\b${name}\\b`).test(code),
    ),
  );
  assert.deepEqual(wrong, []);
});

test('links between pages lead somewhere', () => {
  const wrong = onEachPage((page) =>
    [...page.text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap(
      ([whole, path = '', anchor]) => {
        if (path && !existsFrom(page, path)) return [whole];
        const target = path ? readPage(page, path) : page;
        return anchor && target && !anchorsOf(target).includes(decodeURIComponent(anchor)) ? [whole] : [];
      },
    ),
  );
  assert.deepEqual(wrong, []);
});

function onEachPage(judge: (page: DocPage) => string[]): string[] {
  return pages.flatMap((page) => judge(page).map((problem) => `${page.path}: ${problem}`));
}

function readPage(page: DocPage, link: string): DocPage | undefined {
  const path = new URL(link, `file:///${page.path}`).pathname.slice(1);
  return pages.find((other) => other.path === path);
}
