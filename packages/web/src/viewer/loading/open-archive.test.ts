import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openArchive } from './open-archive.ts';

const FILES = { 'tiles/r.glb': 'a'.repeat(100_000), 'tiles/r0.glb': 'fine', 'tileset.json': '{}' };
const decoder = new TextDecoder();

/** An uncompressed ZIP; with `long` a ZIP64, as for archives of more than 4 GiB. */
function makeArchive(long: boolean): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  for (const [name, content] of Object.entries(FILES)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const extra = Buffer.alloc(long ? 12 : 0);
    if (long) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(length), 4);
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(long ? 0xffff_ffff : length, 42);
    directory.push(entry, Buffer.from(name), extra);
    parts.push(local, Buffer.from(name), Buffer.from(content));
    length += 30 + name.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const longEnd = Buffer.alloc(long ? 56 + 20 : 0);
  if (long) {
    longEnd.writeUInt32LE(0x06064b50, 0);
    longEnd.writeBigUInt64LE(BigInt(listed.length), 40);
    longEnd.writeBigUInt64LE(BigInt(length), 48);
    longEnd.writeBigUInt64LE(BigInt(length + listed.length), 56 + 8);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(long ? 0xffff_ffff : listed.length, 12);
  end.writeUInt32LE(long ? 0xffff_ffff : length, 16);
  return Uint8Array.from(Buffer.concat([...parts, listed, longEnd, end]));
}

for (const long of [false, true]) {
  test(`files are read out of an archive with one request each${long ? ', with offsets of 64 bits' : ''}`, async () => {
    const bytes = makeArchive(long);
    const asked: [number, number][] = [];
    const readFile = await openArchive(async (start, end) => {
      asked.push([start, end]);
      return bytes.slice(start, end).buffer;
    }, bytes.length);
    assert.equal(decoder.decode(await readFile('tiles/r0.glb')), 'fine');
    assert.equal(decoder.decode(await readFile('tileset.json')), '{}');
    assert.equal(asked.length, 1, 'the tail contained them');
    assert.equal(decoder.decode(await readFile('tiles/r.glb')), FILES['tiles/r.glb']);
    assert.deepEqual(asked[1], [0, 30 + 'tiles/r.glb'.length + 100_000]);
    await assert.rejects(readFile('tiles/r9.glb'), /lacks tiles\/r9\.glb/);
  });
}

test('an invalid or damaged archive is reported', async () => {
  const open = (bytes: Uint8Array<ArrayBuffer>) =>
    openArchive(async (start, end) => bytes.slice(start, end).buffer, bytes.length);
  await assert.rejects(open(new Uint8Array(10)), /directory is missing/);
  await assert.rejects(open(new Uint8Array(1000)), /directory is missing/);
  const damaged = makeArchive(false);
  damaged[0] = 0;
  const readFile = await open(damaged);
  await assert.rejects(readFile('tiles/r.glb'), /not where its directory says/);
});
