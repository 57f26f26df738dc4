import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/*
 * The house rules that a machine can check: floors, cycles, names, sizes. ARCHITECTURE.md tells why. The numbers
 * are a mirror, not a target: split by meaning, not by line count.
 */

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;

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
  ['database', 'events', 'fetching', 'processes', 'queue', 'storage'],
  ['auth', 'projects', 'images', 'meta-files', 'models', 'webhooks', 'migrations'],
  ['uploads', 'ingest', 'conversion', 'reconstruction', 'reports'],
  ['graphql', 'http'],
  ['app', 'start-work', 'main', 'index'],
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

interface SourceFile {
  path: string;
  text: string;
  /** Paths of the files that it imports by a relative name. */
  imports: string[];
  /** Workspace packages that it imports, by their short name. */
  packages: string[];
}

const files = sourceFiles();

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

test('no folder or file has a name that says nothing', () => {
  const wrong = files.filter((file) =>
    file.path
      .replace(/(\.(test|contract|fixture))?\.tsx?$/, '')
      .split('/')
      .some((part) => BANNED_NAMES.test(part)),
  );
  assert.deepEqual(paths(wrong), []);
});

test('nobody says `any`, exports everything, or exports by default', () => {
  const wrong = files.filter((file) => {
    const code = withoutComments(file.text);
    return (
      /[:<,|(]\s*any\b(?!\w)/.test(code) ||
      /^export \*/m.test(code) ||
      /^export default(?! config)/m.test(code)
    );
  });
  assert.deepEqual(paths(wrong.filter((file) => !/\.config\.ts$|codegen\.ts$/.test(file.path))), []);
});

test('the environment is read in main and in the command line only', () => {
  const allowed =
    /^packages\/server\/src\/main\.ts$|^packages\/cli\/src\/|\.(test|fixture)\.ts$|^(e2e|bench)\//;
  const wrong = files.filter(
    (file) => /process\.env\b/.test(withoutComments(file.text)) && !allowed.test(file.path),
  );
  assert.deepEqual(paths(wrong), []);
});

test('files and functions can be read in one go', () => {
  const long = files.flatMap((file) => {
    const lines = file.text.split('\n').length - 1;
    return [...(lines > MAX_FILE_LINES ? [`${file.path}: ${lines} lines`] : []), ...longFunctions(file)];
  });
  assert.deepEqual(long, []);
});

function sourceFiles(): SourceFile[] {
  const folders = [
    ...list(join(ROOT, 'packages')).map((name) => join('packages', name, 'src')),
    'samples/src',
    'e2e',
    'bench',
  ];
  return folders
    .flatMap((folder) => walk(join(ROOT, folder)))
    .filter((path) => /\.tsx?$/.test(path) && !/generated\.ts$|\.d\.ts$/.test(path))
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  // Only what remains at run time or type-checking: `import … from`, `export … from`, and side-effect imports.
  const specifiers = [...text.matchAll(/^(?:import|export)\b[^;'"]*?['"]([^'"]+)['"]/gm)].map(
    (match) => match[1] ?? '',
  );
  return {
    path: relative(ROOT, path),
    text,
    imports: specifiers
      .filter((name) => name.startsWith('.') && /\.tsx?$/.test(name))
      .map((name) => relative(ROOT, join(dirname(path), name))),
    packages: specifiers.flatMap((name) => /^@tiepoint\/([\w-]+)/.exec(name)?.[1] ?? []),
  };
}

function walk(folder: string): string[] {
  return list(folder, true).filter((path) => !path.includes('/dist/') && !path.includes('/node_modules/'));
}

function list(folder: string, recursive = false): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive });
    return recursive
      ? entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      : entries.map((entry) => entry.name);
  } catch {
    return [];
  }
}

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

function isTest(path: string): boolean {
  return /\.(test|contract|fixture)\.tsx?$/.test(path);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** Functions declared at the left margin, from their first line to the closing brace at the margin. */
function longFunctions(file: SourceFile): string[] {
  if (isTest(file.path)) return [];
  const lines = file.text.split('\n');
  return lines.flatMap((line, start) => {
    const name = /^(?:export )?(?:async )?function\*? ?(\w+)/.exec(line)?.[1];
    if (!name) return [];
    const length = lines.slice(start).indexOf('}') + 1;
    return length > MAX_FUNCTION_LINES ? [`${file.path}: ${name} has ${length} lines`] : [];
  });
}

function paths(found: SourceFile[]): string[] {
  return found.map((file) => file.path);
}
