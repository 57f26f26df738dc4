// Makes a release: `npm run release -- 0.2.0` writes the version into all packages and the lock file, moves the unreleased
// part of the changelog under it, builds and packs everything, installs the archives in an empty folder and tries them
// there, and finally commits and tags. Nothing leaves this machine. With --dry-run no file of the repository is changed,
// and nothing is committed or tagged: the current version is packed and tried.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { listPackages, ROOT, readJson } from './release/list-packages.mjs';
import { packPackages } from './release/pack-packages.mjs';
import { run } from './release/run.mjs';
import { tryPackages } from './release/try-packages.mjs';
import { datedChangelog, lockWithVersion, versionProblem, withVersion } from './release/write-version.mjs';

const { values, positionals } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const dryRun = values['dry-run'];
const current = readJson('package.json').version;
const version = positionals[0] ?? (dryRun ? current : undefined);

try {
  await release();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function release() {
  const problem =
    version === undefined
      ? 'Which version? For example: npm run release -- 0.2.0'
      : versionProblem(version, current);
  if (problem) throw new Error(problem);
  if (!dryRun) assertClean();
  const changed = changedFiles();
  const before = changed.map(({ path }) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
  say(`${dryRun ? 'Would write' : 'Writing'} ${version} into ${changed.map(({ path }) => path).join(', ')}.`);
  if (!dryRun) write(changed);
  const folder = join(ROOT, 'dist', `tiepoint-${dryRun ? current : version}`);
  try {
    say('Building and packing …');
    const archives = packPackages(folder);
    await tryPackages(archives, dryRun ? current : version, say);
    say(
      `${archives.length} packages are in ${relative(ROOT, folder)}; installed in an empty folder, they work.`,
    );
  } catch (error) {
    if (!dryRun) write(before);
    throw error;
  }
  if (dryRun) return;
  run('git', [
    'commit',
    '--quiet',
    '--message',
    `Release ${version}`,
    '--',
    ...changed.map(({ path }) => path),
  ]);
  run('git', ['tag', '--annotate', `v${version}`, '--message', `Tiepoint ${version}`]);
  say(
    `Committed and tagged v${version}. To publish it: git push --follow-tags, and attach the archives to the tag.`,
  );
}

function assertClean() {
  const status = run('git', ['status', '--porcelain']);
  if (status !== '') throw new Error(`Commit or remove these changes first:\n${status}`);
  if (run('git', ['tag', '--list', `v${version}`]) !== '')
    throw new Error(`There is a tag v${version} already.`);
}

/** The files that contain the version, with their new text. */
function changedFiles() {
  const { packed, others } = listPackages();
  const all = [...others, ...packed];
  const folders = all.map(({ folder }) => (folder === '.' ? '' : folder));
  const date = new Date().toISOString().slice(0, 10);
  return [
    ...all.map(({ folder, manifest }) => json(join(folder, 'package.json'), withVersion(manifest, version))),
    json('package-lock.json', lockWithVersion(readJson('package-lock.json'), folders, version)),
    {
      path: 'CHANGELOG.md',
      text: datedChangelog(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), version, date),
    },
  ];
}

function json(path, value) {
  return { path, text: `${JSON.stringify(value, null, 2)}\n` };
}

function write(files) {
  for (const { path, text } of files) writeFileSync(join(ROOT, path), text);
}

function say(text) {
  console.log(text);
}
