import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportedModel, ModelFile, ModelFileState } from './imported-model.ts';
import { judgeUpload } from './judge-upload.ts';

test('an upload with files on their way is not complete, whatever the client has said', () => {
  assert.equal(judge(true, ['a.zip', 'Uploaded'], ['b.zip', 'Pending']), 'arriving');
});

test('a file that is a model by itself is probably all, until more comes', () => {
  assert.equal(judge(false, ['model.zip', 'Uploaded']), 'probably complete');
  assert.equal(judge(false, ['model.mtl', 'Uploaded'], ['model.obj', 'Uploaded']), 'probably complete');
});

test('slices and textures wait for the client to say that they are all', () => {
  for (const name of ['model.zip.part.1', 'model.7z.001', 'model.zip.part3', 'wood.JPG', 'model.mtl']) {
    assert.equal(judge(false, [name, 'Uploaded']), 'incomplete', name);
    assert.equal(judge(true, [name, 'Uploaded']), 'complete', name);
  }
});

test('an upload without files is never complete', () => {
  assert.equal(judge(true), 'incomplete');
});

function judge(complete: boolean, ...files: [name: string, state: ModelFileState][]) {
  const at = new Date(0);
  const model: ImportedModel = {
    projectId: 'p',
    type: null,
    state: 'Pending',
    uploadId: 'u',
    complete,
    merge: null,
    error: null,
    report: null,
    timedOut: false,
    movedAt: at,
  };
  const common = { id: '', projectId: 'p', uploadId: 'u', filename: '', bucket: '', checksum: null };
  const rest = { size: 1, sourceUrl: null, createdAt: at, movedAt: at };
  return judgeUpload(
    model,
    files.map(([name, state]): ModelFile => ({ ...common, ...rest, name, state })),
  );
}
