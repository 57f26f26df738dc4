import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ImportFault } from '../import/import-fault.ts';
import { assembleFiles } from './assemble-files.ts';
import { makeZip, type ZipEntry } from './make-zip.fixture.ts';

const MEGABYTE = 1024 * 1024;

test('an archive is unpacked under the names in it, without files that archivers add', async () => {
  const zip = makeZip([
    { name: 'a\\b.obj', content: 'v 0 0 0' },
    { name: 'a/', content: '', mode: 0o040755 },
    { name: '__MACOSX/a/._b.obj', content: 'junk' },
  ]);
  assert.deepEqual(await contents({ 'model.zip': zip }), { 'a/b.obj': 'v 0 0 0' });
});

test('names that lead outside, links and encrypted files are refused', async () => {
  await assertRefused(
    [{ name: '../../etc/passwd', content: 'x' }],
    'Unreadable',
    /can't be unpacked: invalid relative path/,
  );
  await assertRefused([{ name: '/etc/passwd', content: 'x' }], 'Unreadable', /absolute path/);
  await assertRefused([{ name: 'C:/a.obj', content: 'x' }], 'Unreadable', /absolute path/);
  await assertRefused([{ name: 'a.obj', content: '/etc/passwd', mode: 0o120777 }], 'Unreadable', /link/);
  await assertRefused([{ name: 'a.obj', content: 'x', encrypted: true }], 'Unreadable', /encrypted/);
  const twice = [
    { name: 'a.obj', content: 'x' },
    { name: 'a.obj', content: 'y' },
  ];
  await assertRefused(twice, 'Unreadable', /twice/);
});

test('a ZIP bomb is refused by its unpacked size, whatever size it states', async () => {
  const zeros = Buffer.alloc(40 * MEGABYTE);
  await assertRefused([{ name: 'a.obj', content: zeros }], 'TooLarge', /limit of 32 MiB/);
  await assertRefused(
    [{ name: 'a.obj', content: zeros, statedBytes: 10 }],
    'Unreadable',
    /can't be unpacked/,
  );
  const several = ['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(MEGABYTE) }));
  await assertRefused(several, 'TooLarge', /limit of 2 MiB/, 2 * MEGABYTE);
  const many = Array.from({ length: 20_001 }, (_, i) => ({ name: `${i}`, content: '' }));
  await assertRefused(many, 'TooLarge', /more than 20000 files/);
});

test('a damaged archive is refused, and an archive inside another one is not unpacked', async () => {
  const zip = makeZip([{ name: 'a.obj', content: 'v 0 0 0'.repeat(100) }]);
  await assert.rejects(
    contents({ 'model.zip': zip.subarray(0, -30) }),
    isFault('Unreadable', /can't be unpacked/),
  );
  assert.deepEqual(
    Object.keys(await contents({ 'outer.zip': makeZip([{ name: 'inner.zip', content: zip }]) })),
    ['inner.zip'],
  );
});

test('slices are joined by the numbers in their names, in any order of registration', async () => {
  const zip = makeZip([{ name: 'a.obj', content: 'v 1 2 3' }]);
  const cut = (from: number, to?: number) => zip.subarray(from, to);
  const slices = { 'm.zip.part.10': cut(60), 'm.zip.part.9': cut(50, 60), 'm.zip.part.1': cut(0, 10) };
  const missing = await rejection(() => contents(slices, { merge: true }));
  assert.match(missing, /^Part 2 of m\.zip is missing/);
  const volumes = { 'm.zip.002': cut(10), 'm.zip.001': cut(0, 10) };
  assert.deepEqual(await contents(volumes), { 'a.obj': 'v 1 2 3' });
  const unnumbered = { first: cut(0, 10), second: cut(10) };
  assert.deepEqual(await contents(unnumbered, { merge: true }), { 'a.obj': 'v 1 2 3' });
});

test('files that are not slices stay files, and archives of tiles keep their names apart', async () => {
  const tile = (text: string) => makeZip([{ name: 'tile.obj', content: text }]);
  const sent = { 'a.zip': tile('1'), 'b.zip': tile('2'), 'c.mtl': Buffer.from('3') };
  assert.deepEqual(await contents(sent), { 'a.zip/tile.obj': '1', 'b.zip/tile.obj': '2', 'c.mtl': '3' });
});

async function contents(
  sent: Record<string, Uint8Array>,
  { merge = false, maxBytes = 100 * MEGABYTE } = {},
): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'conversion-test-'));
  try {
    const files: { name: string; path: string }[] = [];
    for (const [name, content] of Object.entries(sent)) {
      const path = join(folder, `sent-${files.length}`);
      await writeFile(path, content);
      files.push({ name, path });
    }
    const assembled = await assembleFiles(files, { merge, folder: join(folder, 'work'), maxBytes });
    const read = [...assembled].map(async ([name, path]) => [name, await readFile(path, 'utf8')]);
    return Object.fromEntries(await Promise.all(read));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function assertRefused(
  entries: readonly ZipEntry[],
  kind: ImportFault['kind'],
  message: RegExp,
  maxBytes?: number,
): Promise<void> {
  await assert.rejects(contents({ 'model.zip': makeZip(entries) }, { maxBytes }), isFault(kind, message));
}

function isFault(kind: ImportFault['kind'], message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof ImportFault, String(error));
    assert.equal(error.kind, kind);
    assert.match(error.message, message);
    return true;
  };
}

async function rejection(act: () => Promise<unknown>): Promise<string> {
  const error = await act().then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : String(error);
}
