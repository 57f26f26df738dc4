import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '../testing/in-folder.fixture.ts';
import { FileCursor, FileEnded } from './file-cursor.ts';

const MEBIBYTE = 1024 * 1024;

test('bytes, texts and lines are taken one after the other, and from any place', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'file');
    await writeFile(path, 'four\x07one\r\ntwo\nlast');
    using cursor = new FileCursor(path);
    assert.equal(cursor.takeText(4), 'four');
    assert.equal(cursor.view.getUint8(cursor.take(1)), 7);
    assert.deepEqual([cursor.takeLine(), cursor.takeLine(), cursor.takeLine()], ['one', 'two', 'last']);
    assert.equal(cursor.takeLine(), undefined);
    assert.equal(cursor.remainingBytes, 0);
    cursor.seek(5);
    assert.equal(cursor.takeLine(), 'one');
    assert.throws(() => cursor.take(100), FileEnded);
  }));

test('what reaches over the buffer is whole, and what is larger than it too', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'large');
    const bytes = Buffer.alloc(4 * MEBIBYTE);
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at, at);
    await writeFile(path, bytes);
    using cursor = new FileCursor(path);
    cursor.take(MEBIBYTE - 2);
    assert.equal(cursor.view.getUint16(cursor.take(2), true), (MEBIBYTE - 4) >>> 16);
    const at = cursor.take(2 * MEBIBYTE);
    assert.equal(cursor.view.getUint32(at, true), MEBIBYTE);
    assert.equal(cursor.view.getUint32(at + 2 * MEBIBYTE - 4, true), 3 * MEBIBYTE - 4);
    assert.equal(cursor.remainingBytes, MEBIBYTE);
  }));

test('a file without lines is no text', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'binary');
    await writeFile(path, Buffer.alloc(3 * MEBIBYTE));
    using cursor = new FileCursor(path);
    assert.throws(() => cursor.takeLine(), /not a text file/);
  }));
