import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from './list-packages.mjs';
import { run } from './run.mjs';

/** As few and as small as a server takes them, and enough for a model. */
const SCENE = { photos: 9, width: 1260, height: 840 };
/** The quickest way through every step, including dense matching, which `preview` leaves out. */
const QUICK_MODEL = ['--quality', 'standard', '--max-image-size', '500', '--target-faces', '10000'];
const PATIENCE_MS = 60_000;

/**
 * Installs the archives in an empty folder, as a user without a checkout does, and uses them: checks sample photos, runs a
 * server, looks at its page, uploads the photos with the command line and with the SDK, and makes a model where COLMAP is
 * installed.
 */
export async function tryPackages(archives, version, say) {
  const folder = mkdtempSync(join(tmpdir(), 'tiepoint-packages-'));
  // PostgreSQL, which does not run as root, passes through.
  chmodSync(folder, 0o711);
  const place = { cwd: folder, env: bareEnvironment() };
  const tiepoint = join(folder, 'node_modules', '.bin', 'tiepoint');
  try {
    say('Installing the packages in an empty folder …');
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...archives],
      place,
    );
    assert.equal(run('npx', ['--no-install', 'tiepoint', '--version'], place).trim(), version);

    say('Checking photos of the sample scene …');
    const photos = makePhotos(place);
    assert.match(run(tiepoint, ['check', photos], place), /^9 photos: 9 usable$/m);

    say('Running a server …');
    await tryServer({ tiepoint, place, photos });

    if (hasColmap()) {
      say('Making a model …');
      const model = join(folder, 'model');
      run(tiepoint, ['make', photos, model, ...QUICK_MODEL], place);
      for (const name of ['model.glb', 'dense-points.ply']) assert.ok(existsSync(join(model, name)), name);
    } else say('Not tried: a model, which needs COLMAP.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makePhotos(place) {
  const folder = join(place.cwd, 'scene');
  runScript(
    place,
    'make-photos.mjs',
    `import { generateScene } from '@tiepoint/samples';
    await generateScene(${JSON.stringify({ folder, ...SCENE })});`,
  );
  return join(folder, 'photos');
}

async function tryServer({ tiepoint, place, photos }) {
  const data = join(place.cwd, 'data');
  const server = spawn(tiepoint, ['serve', '--port', '0', '--data', data], { ...place, stdio: 'pipe' });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const ended = new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('close', (...how) => resolve(how));
  });
  try {
    const endpoint = await until(() => /^Tiepoint runs at (\S+)/m.exec(said)?.[1]);
    await until(async () => (await fetch(`${endpoint}/healthz`)).ok);
    const page = await (await fetch(endpoint, { headers: { accept: 'text/html' } })).text();
    const script = /<script[^>]* src="([^"]+)"/.exec(page)?.[1] ?? assert.fail(page);
    assert.match((await fetch(new URL(script, endpoint))).headers.get('content-type') ?? '', /javascript/);
    run(tiepoint, ['upload', photos, '--data', data], place);
    assert.equal(uploadWithSdk({ place, photos, endpoint, data }), `${SCENE.photos} 0 0 0`);
    server.kill('SIGTERM');
    const [code, signal] = await Promise.race([
      ended,
      setTimeout(PATIENCE_MS, ['nothing, it still runs'], { ref: false }),
    ]);
    assert.ok(code === 0 || code === 143 || signal === 'SIGTERM', `It ended with ${code ?? signal}.`);
  } catch (error) {
    throw new Error(`The installed server: ${error.message}\n${said}`, { cause: error });
  } finally {
    server.kill('SIGKILL');
  }
}

/** Uploads the photos with the installed SDK, in a program of a user's own. */
function uploadWithSdk({ place, photos, endpoint, data }) {
  const { key, token } = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8'));
  return runScript(
    place,
    'upload.mjs',
    `import { createClient, uploadPhotos } from '@tiepoint/client';
    import { findPhotos, nodePlatform } from '@tiepoint/client/node';
    const client = createClient({ ...${JSON.stringify({ endpoint, key, token })}, platform: nodePlatform() });
    const { id: projectId } = await client.createProject('From the SDK');
    const { photos } = await findPhotos(${JSON.stringify(photos)});
    const { uploaded, alreadyThere, invalid, failed } = await uploadPhotos({ client, projectId, photos });
    console.log([uploaded, alreadyThere, invalid, failed].map(({ length }) => length).join(' '));`,
  );
}

function runScript(place, name, text) {
  const path = join(place.cwd, name);
  writeFileSync(path, text);
  return run(process.execPath, [path], place).trim();
}

/** What `look` gives as soon as it gives something. */
async function until(look) {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() - start > PATIENCE_MS) throw new Error('It did not come true in a minute.');
    await setTimeout(100);
  }
}

/** The environment of this script without what belongs to the checkout or to the npm that runs this script. */
function bareEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|TIEPOINT_|NODE_|INIT_CWD$)/i.test(name),
  );
  const env = Object.fromEntries(kept);
  env.PATH = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(ROOT))
    .join(delimiter);
  return env;
}

function hasColmap() {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'colmap')));
}
