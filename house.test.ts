import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  findCircles,
  importsNode,
  isGenerated,
  isTest,
  listFunctions,
  listLongFunctions,
  ROOT,
  readSourceFiles,
  type SourceFile,
  withoutComments,
} from './house.fixture.ts';
import { listForeignSpellings, listLowerConstants, listUncheckedIndices } from './house-style.fixture.ts';

/*
 * The rules that a machine can check: layers, cycles, names, sizes. ARCHITECTURE.md and CONTRIBUTING.md describe them. The
 * numbers are a mirror, not a target: split by meaning, not by line count.
 */

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;
const MAX_FOLDER_FILES = 16;
const MAX_PARAMETERS = 3;

/** Migrations are a history: their number only grows, and their names sort them. */
const MIGRATION = /\/migrations\/\d{4}-/;

/**
 * Inner loops over pixels, points and features, which take numbers rather than objects: how many functions of a package
 * take more parameters. Numbers that only fall.
 */
const GREEDY_FUNCTIONS: Record<string, number> = { inspection: 1, samples: 1, stereo: 12, texture: 3 };
const MAX_GREEDY_SHARE = 0.01;

/** Packages by floor; an import goes down, never sideways or up. */
const PACKAGE_FLOORS = [
  ['protocol', 'processes', 'scene'],
  ['texture', 'stereo', 'inspection', 'samples'],
  ['engines', 'object-store'],
  ['client', 'server'],
  ['web', 'cli'],
];

/** Folders and files of the server by floor. */
const SERVER_FLOORS = [
  ['config', 'errors', 'observability'],
  ['admission', 'database', 'events', 'fetching', 'loop', 'processes', 'queue', 'storage'],
  ['auth', 'projects', 'images', 'meta-files', 'models', 'webhooks', 'migrations'],
  ['uploads', 'ingest', 'conversion', 'reconstruction', 'reports', 'backups', 'scrubbing'],
  ['parts'],
  ['graphql', 'http'],
  ['app', 'open-parts', 'start-work', 'main', 'index'],
];

/** On the verbs' floor a photo's road is one way: imports go forward only. */
const ROAD = ['uploads', 'ingest', 'conversion', 'reconstruction'];

/** Folders of the page: features never import each other. */
const WEB_FLOORS = [
  ['ui', 'api'],
  ['projects', 'images', 'report', 'models', 'reconstruction', 'viewer', 'account'],
  ['pages'],
  ['app'],
];

const BANNED_NAMES = /^(utils?|helpers?|commons?|shared|misc|types|managers?|impl)$/;

const files = readSourceFiles();
/** What people have written. */
const written = files.filter(({ path }) => !isGenerated(path));

test('packages import only from floors below', () => {
  const wrong = files.flatMap((file) => {
    const from = packageOf(file.path);
    return (
      file.packages
        .filter((to) => to !== from && floorOf(PACKAGE_FLOORS, to) >= floorOf(PACKAGE_FLOORS, from))
        .filter(() => from !== undefined && floorOf(PACKAGE_FLOORS, from) >= 0)
        // The command line runs both ends of the wire.
        .map((to) => `${file.path} imports @tiepoint/${to}`)
    );
  });
  assert.deepEqual(wrong, []);
});

test('nothing reaches into another package past its index', () => {
  const wrong = files.filter((file) => file.imports.some((to) => packageOf(to) !== packageOf(file.path)));
  assert.deepEqual(paths(wrong), []);
});

test('what a browser runs of the client imports nothing of Node', () => {
  const wrong = files.filter(({ path, text, imports }) => {
    const runsAnywhere =
      /^packages\/(client|protocol)\/src\//.test(path) &&
      !/^packages\/client\/src\/(node|testing)\//.test(path) &&
      !isTest(path);
    return (
      runsAnywhere && (importsNode(text) || imports.some((to) => to.startsWith('packages/client/src/node/')))
    );
  });
  assert.deepEqual(paths(wrong), []);
});

test('inside the server, imports point down, and on the road forward', () => {
  assert.deepEqual(floorViolations('packages/server/src/', SERVER_FLOORS, ROAD), []);
});

test('inside the page, features do not import each other', () => {
  assert.deepEqual(floorViolations('packages/web/src/', WEB_FLOORS, []), []);
});

test('no file imports itself in a circle', () => {
  const graph = new Map(files.map((file) => [file.path, file.imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    assert.ok(!trail.includes(path), `import cycle: ${[...trail, path].join(' → ')}`);
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
});

test('what lies side by side in a folder imports each other in no circle', () => {
  const found = findCircles(files.filter((file) => !isTest(file.path)));
  assert.deepEqual(
    found.map(({ folder, circle }) => `${folder}: ${circle.join(' → ')}`),
    [],
  );
});

test('a folder can be taken in at a glance', () => {
  const folders = Map.groupBy(
    written.filter(({ path }) => !isTest(path) && !MIGRATION.test(path)),
    ({ path }) => dirname(path),
  );
  const large = [...folders].filter(([, inside]) => inside.length > MAX_FOLDER_FILES);
  assert.deepEqual(
    large.map(([folder, inside]) => `${folder}: ${inside.length} files`),
    [],
  );
});

test('functions take three parameters, then one object', () => {
  const functions = written
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) => listFunctions(text).map((each) => ({ ...each, path })));
  const greedy = functions.filter(({ parameters }) => parameters > MAX_PARAMETERS);
  const found = Map.groupBy(greedy, ({ path }) => packageOf(path) ?? path.split('/')[0] ?? '');
  for (const room of new Set([...found.keys(), ...Object.keys(GREEDY_FUNCTIONS)])) {
    const names = (found.get(room) ?? []).map(({ path, name }) => `${path}: ${name}`);
    assert.equal(names.length, GREEDY_FUNCTIONS[room] ?? 0, `${room}:\n${names.join('\n')}`);
  }
  assert.ok(greedy.length <= MAX_GREEDY_SHARE * functions.length, `${greedy.length} of ${functions.length}`);
});

test('the measures see a circle through a folder, and a fourth parameter', () => {
  const file = (path: string, ...imports: string[]) => ({ path, imports, text: '', packages: [] });
  const circle = findCircles([file('a/b/one.ts', 'a/two.ts'), file('a/two.ts', 'a/b/three.ts')]);
  assert.deepEqual(circle, [{ folder: 'a', circle: ['b', 'two.ts', 'b'] }]);
  const code = `
    function few<T>({ a, b, c }: { a: T; b: [T, T]; c: (x: T, y: T) => T }, d = [1, 2, 3], e) {}
    const many = async (a: number, b: Map<string, number>, c: string, d?: string) => a;
    const called = many(1, 2, 3, 4);`;
  assert.deepEqual(listFunctions(code), [
    { name: 'few', parameters: 3 },
    { name: 'many', parameters: 4 },
  ]);
});

test('constants, units, spelling and indices follow one style', () => {
  const wrong = written.flatMap(({ path, text }) =>
    [...listLowerConstants(text), ...listForeignSpellings(text), ...listUncheckedIndices(text)].map(
      (name) => `${path}: ${name}`,
    ),
  );
  assert.deepEqual(wrong, []);
});

test('the style is seen in constants of any shape', () => {
  const code = `
const sizes = { small: 1, large: [2, 3] } as const;
const PATTERN = /const x = 1/;
const run = () => 1;
const schema = z.object({ a: z.string() });
export const pauses: readonly number[] = [1, 2 * MINUTE];
const waiting: string[] = [];
  const local = 1;
export const cleanJob: Job<Needs, Data> = { name: 'clean', concurrency: 1 };
function waitMilliseconds(colour: string, farMeters: number) {}
const color = pick();
const sum = list[0] as number + (table[1] ?? 0) + ([] as number[]).length;`;
  assert.deepEqual(listLowerConstants(code), ['sizes', 'pauses']);
  assert.deepEqual(listForeignSpellings(code), ['waitMilliseconds', 'color', 'farMeters']);
  assert.deepEqual(listUncheckedIndices(code), ['list[0] as number']);
});

test('no folder or file has a name that says nothing', () => {
  const wrong = written.filter((file) =>
    file.path
      .replace(/(\.(test|contract|fixture))?\.tsx?$/, '')
      .split('/')
      .some((part) => BANNED_NAMES.test(part)),
  );
  assert.deepEqual(paths(wrong), []);
});

test('nobody says `any` or `as never`, exports everything, or exports by default', () => {
  const wrong = written.filter((file) => {
    const code = withoutComments(file.text);
    return (
      /[:<,|(]\s*any\b(?!\w)|\bas never\b/.test(code) ||
      /^export \*/m.test(code) ||
      /^export default(?! config)/m.test(code)
    );
  });
  assert.deepEqual(paths(wrong.filter((file) => !/\.config\.ts$|codegen\.ts$/.test(file.path))), []);
});

test('the environment is read in main and in the command line only', () => {
  const allowed =
    /^packages\/server\/src\/main\.ts$|^packages\/cli\/src\/|\.(test|fixture)\.ts$|^(e2e|bench)\//;
  const wrong = written.filter(
    (file) => /process\.env\b/.test(withoutComments(file.text)) && !allowed.test(file.path),
  );
  assert.deepEqual(paths(wrong), []);
});

test('every package has a README that says how to test it', () => {
  const workspaces = ['samples', ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)];
  const packages = workspaces.filter((folder) => existsSync(join(ROOT, folder, 'package.json')));
  assert.ok(packages.length > 10);
  const wrong = packages.filter((folder) => {
    const path = join(ROOT, folder, 'README.md');
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(`npm test -w ${folder}`);
  });
  assert.deepEqual(wrong, []);
});

test('files and functions can be read in one go', () => {
  const long = written.flatMap((file) => {
    const lines = file.text.split('\n').length - 1;
    return [
      ...(lines > MAX_FILE_LINES ? [`${file.path}: ${lines} lines`] : []),
      ...listLongFunctions(file, MAX_FUNCTION_LINES),
    ];
  });
  assert.deepEqual(long, []);
});

function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1] ?? /^(samples)\//.exec(path)?.[1];
}

function floorOf(floors: readonly (readonly string[])[], name: string | undefined): number {
  return floors.findIndex((floor) => name !== undefined && floor.includes(name));
}

function floorViolations(base: string, floors: string[][], road: string[]): string[] {
  const inside = files.filter((file) => file.path.startsWith(base) && !isTest(file.path));
  return inside.flatMap((file) => {
    const from = roomOf(file.path, base);
    if (floorOf(floors, from) < 0) return [`${file.path} is on no floor`];
    return file.imports.flatMap((path) => {
      const to = roomOf(path, base);
      if (to === from) return [];
      const down = floorOf(floors, to) < floorOf(floors, from);
      const sameFloor = floorOf(floors, to) === floorOf(floors, from);
      const forward = road.includes(from) && road.indexOf(to) > road.indexOf(from);
      // What composes may import its own floor; nouns and mechanisms may import neighbours, but in no circle.
      const neighbours = sameFloor && !road.includes(from) && isOpenFloor(floors, from);
      return down || forward || neighbours ? [] : [`${file.path} imports ${path}`];
    });
  });
}

/** Edges, and features of the page, never import each other; the other floors may. */
function isOpenFloor(floors: string[][], room: string): boolean {
  return !['graphql', 'http', ...(floors === WEB_FLOORS ? (WEB_FLOORS[1] ?? []) : [])].includes(room);
}

function roomOf(path: string, base: string): string {
  return (path.slice(base.length).split('/')[0] ?? '').replace(/\.tsx?$/, '');
}

function paths(found: SourceFile[]): string[] {
  return found.map((file) => file.path);
}
