import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '@tiepoint/scene/testing';
import { ArchiveWriter } from './archive-writer.ts';

test('an archive ends with an index that finds each file by the checksum of its name', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'a.3tz');
    const names = ['tiles/r.glb', 'tiles/r0.glb', 'tiles/r12.glb', 'tileset.json'];
    {
      await using archive = await ArchiveWriter.create(path);
      for (const name of names) await archive.add(name, Buffer.from(`content of ${name}`));
      await archive.finish();
    }
    const file = await readFile(path);
    const indexName = '@3dtilesIndex1@';
    const start = file.indexOf(indexName) + indexName.length;
    const index = file.subarray(start, start + 24 * names.length);
    const keys: bigint[][] = [];
    const found = new Set<string>();
    for (let row = 0; row < index.length; row += 24) {
      const header = Number(index.readBigUInt64LE(row + 16));
      assert.equal(file.readUInt32LE(header), 0x04034b50);
      const nameEnd = header + 30 + file.readUInt16LE(header + 26);
      const name = file.toString('utf8', header + 30, nameEnd);
      assert.deepEqual(index.subarray(row, row + 16), createHash('md5').update(name).digest());
      const size = file.readUInt32LE(header + 18);
      assert.equal(file.toString('utf8', nameEnd, nameEnd + size), `content of ${name}`);
      keys.push([index.readBigUInt64LE(row), index.readBigUInt64LE(row + 8)]);
      found.add(name);
    }
    assert.deepEqual([...found].sort(), names.toSorted());
    const sorted = keys.toSorted(([a = 0n], [b = 0n]) => (a < b ? -1 : 1));
    assert.deepEqual(keys, sorted);
  }));
