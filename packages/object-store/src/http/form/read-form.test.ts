import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';

import { MAX_FORM_BYTES, readForm } from './read-form.ts';

const CONTENT = 'some\r\n--b bytes\r\n-\r\n--';

/** A form as browsers send it, but for its boundary. */
function formOf(fields: Readonly<Record<string, string>>, file = 'filename="a.jpg"'): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--bound\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const disposition = `Content-Disposition: form-data; name="file"; ${file}`;
  return `${parts.join('')}--bound\r\n${disposition}\r\nContent-Type: image/jpeg\r\n\r\n${CONTENT}\r\n--bound--\r\n`;
}

async function* inPieces(text: string, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceBytes)
    yield bytes.subarray(start, start + pieceBytes);
}

async function read(text: string, { pieceBytes = text.length + 1, boundary = 'bound' } = {}) {
  const body = inPieces(text, pieceBytes);
  await using form = await readForm(`multipart/form-data; boundary=${boundary}`, body);
  const { fields, fileName, fileType } = form;
  return {
    fields: Object.fromEntries(fields),
    fileName,
    fileType,
    content: (await buffer(form.content)).toString(),
  };
}

test('a form is read the same however the network splits it', async () => {
  const text = formOf({ Key: 'p/é', policy: '', 'X-Amz-Meta-A': 'two\r\nlines' });
  const expected = {
    fields: { key: 'p/é', policy: '', 'x-amz-meta-a': 'two\r\nlines' },
    fileName: 'a.jpg',
    fileType: 'image/jpeg',
    content: CONTENT,
  };
  for (let pieceBytes = 1; pieceBytes < 40; pieceBytes += 1) {
    assert.deepEqual(await read(text, { pieceBytes }), expected, `${pieceBytes}`);
  }
  assert.deepEqual(await read(text, { boundary: '"bound"; charset=utf-8' }), expected);
  assert.deepEqual(await read(`a preamble\r\n${text}`), expected);
  assert.deepEqual(await read(text.replace('--bound--\r\n', '--bound--')), expected);
});

test('the name of the file is the end of its path, in all notations of clients', async () => {
  const names = {
    'filename="C:\\photos\\a b.jpg"': 'a b.jpg',
    'filename="/tmp/a.jpg"': 'a.jpg',
    'filename=a.jpg': 'a.jpg',
    'filename="a \\"b\\".jpg"': 'a "b".jpg',
    'filename="a %22b%22.jpg"': 'a "b".jpg',
    'filename="naïve 日本.jpg"': 'naïve 日本.jpg',
    'filename="a.jpg"; filename*=UTF-8\'\'na%C3%AFve.jpg': 'naïve.jpg',
    'filename=""': '',
    'x="1"': '',
  };
  for (const [written, name] of Object.entries(names)) {
    assert.equal((await read(formOf({}, written))).fileName, name, written);
  }
});

test('a form that is too long, cut off or not well-formed is refused', async () => {
  const good = formOf({ key: 'a' });
  const long = 'a'.repeat(MAX_FORM_BYTES);
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, '']));
  const refusals: [text: string, code: string][] = [
    [formOf({ key: long }), 'MaxPostPreDataLengthExceededError'],
    [formOf({ [long]: '' }), 'MaxPostPreDataLengthExceededError'],
    [long + good, 'MaxPostPreDataLengthExceededError'],
    [formOf(many), 'MaxPostPreDataLengthExceededError'],
    [good.slice(0, -20), 'IncompleteBody'],
    [good.slice(0, 60), 'IncompleteBody'],
    ['', 'IncompleteBody'],
    [good.replace('form-data; ', ''), 'MalformedPOSTRequest'],
    [good.replace('name="key"', 'x="key"'), 'MalformedPOSTRequest'],
    [good.replace('--bound\r\n', '--boundary\r\n'), 'MalformedPOSTRequest'],
    [good + long, 'MalformedPOSTRequest'],
    [formOf({ key: 'a', KEY: 'b' }), 'InvalidArgument'],
    [good.replaceAll('name="file"', 'name="photo"'), 'IncorrectNumberOfFilesInPostRequest'],
  ];
  for (const [text, code] of refusals) {
    for (const pieceBytes of [7, 70_000]) {
      await assert.rejects(read(text, { pieceBytes }), { code }, `${code}: ${text.slice(0, 80)}`);
    }
  }
  await assert.rejects(read(good, { boundary: '' }), { code: 'MalformedPOSTRequest' });
});
