import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from './client.ts';
import { findPhotos } from './node/find-photos.ts';
import { nodePlatform } from './node/node-platform.ts';
import { startWireServer, type WireServer } from './testing/wire-server.ts';

/** An example of an export, as a module. */
interface Example {
  name: string;
  code: string;
}

const SOURCES = dirname(fileURLToPath(import.meta.url));
const CHECKOUT = join(SOURCES, '..', '..', '..');
const INDEXES = ['index.ts', 'node/index.ts'];
/** The server's address in the examples: they are run against a test server instead. */
const USUAL_ENDPOINT = 'http://127.0.0.1:8090';
/** What examples may use without declaring it. */
const GIVEN = `import type { Client } from '@tiepoint/client';
import type { FilePhoto } from '@tiepoint/client/node';
declare global {
  const client: Client<FilePhoto>;
  const projectId: string;
  const photos: FilePhoto[];
}
`;
const LOCAL_COMPILER_OPTIONS = { composite: false, noEmit: true, rootDir: '.', tsBuildInfoFile: null };

let folder: string;
let server: WireServer;
let examples: Example[];
const startedIn = process.cwd();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-examples-'));
  server = await startWireServer();
  examples = (await Promise.all(INDEXES.map(readExamples))).flat();
  await mkdir(join(folder, 'photos'));
  await writeFile(join(folder, 'photos', 'a.jpg'), 'one');
  await writeFile(join(folder, 'photos', 'b.jpg'), 'second');
  await writeFile(join(folder, 'photos', 'pose.txt'), 'a.jpg 1 2 3');
  // Examples import what their readers will: the packages by their names.
  await symlink(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { name, code } of examples) {
    const here = code.replaceAll(USUAL_ENDPOINT, server.endpoint);
    await writeFile(join(folder, `${name}.ts`), `${here}\nexport {};\n`);
  }
  process.chdir(folder);
});
after(async () => {
  process.chdir(startedIn);
  server.close();
  await rm(folder, { recursive: true });
});

test('every export has an example', () => {
  const without = examples.filter(({ code }) => code === '').map(({ name }) => name);
  assert.deepEqual(without, []);
  assert.ok(examples.length > 50, `${examples.length} exports`);
});

test('every example type-checks', async () => {
  const config = {
    extends: join(CHECKOUT, 'tsconfig.base.json'),
    compilerOptions: LOCAL_COMPILER_OPTIONS,
    include: ['*.ts'],
  };
  await writeFile(join(folder, 'given.d.ts'), GIVEN);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(CHECKOUT, 'node_modules', 'typescript', 'bin', 'tsc');
  const said = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch((error) => error);
  assert.equal(said.stdout, '');
});

test('every example runs', { timeout: 15_000 }, async (t) => {
  t.mock.method(console, 'log', () => {});
  const client = createClient({ endpoint: server.endpoint, key: 'k', token: 't', platform: nodePlatform() });
  const { photos } = await findPhotos('photos');
  Object.assign(globalThis, { client, projectId: server.projectId, photos });
  for (const { name } of examples) {
    await t.test(name, () => import(pathToFileURL(join(folder, `${name}.ts`)).href));
  }
});

/** The examples of all exports of an index; without code when missing. */
async function readExamples(index: string): Promise<Example[]> {
  const path = join(SOURCES, index);
  const text = await readFile(path, 'utf8');
  const statements = [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)];
  const found = statements.map(async ([, list = '', from = '']) => {
    const names = list.split(',').flatMap((item) => /(\w+)\s*$/.exec(item)?.[1] ?? []);
    const source = await readFile(join(dirname(path), from), 'utf8');
    return names.map((name) => ({ name, code: exampleBefore(source, declarationOf(source, name)) }));
  });
  return (await Promise.all(found)).flat();
}

function declarationOf(source: string, name: string): string {
  const declaration = new RegExp(
    `^export (async )?(function\\*?|class|interface|type|const) ${name}\\b`,
    'm',
  );
  return declaration.exec(source)?.[0] ?? assert.fail(`${name} is not declared where the index says`);
}

/** The code of the example in the comment before a declaration; empty when missing. */
function exampleBefore(source: string, declaration: string): string {
  const before = source.slice(0, source.indexOf(declaration));
  const comment = before.endsWith('*/\n') ? before.slice(before.lastIndexOf('/**')) : '';
  const [, code = ''] = /@example\n \* ```ts\n([\s\S]*?)\n \* ```/.exec(comment) ?? [];
  return code.replaceAll(/^ \* ?/gm, '');
}
