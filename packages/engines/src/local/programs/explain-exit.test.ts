import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DISK_FULL_REASON } from '../../port/failure.ts';
import { explainExit, type ProgramEnd } from './explain-exit.ts';

function exit(how: Partial<ProgramEnd>): ProgramEnd {
  return { code: 0, signal: null, givenUp: null, diskFull: false, outOfMemory: false, lastLine: '', ...how };
}

test('a clean exit needs no explanation, and neither does a code that the stage expects', () => {
  assert.equal(
    explainExit({ title: 'COLMAP', stageName: 'Structure from motion' }, exit({}), [0]),
    undefined,
  );
  assert.equal(
    explainExit({ title: 'COLMAP', stageName: 'Structure from motion' }, exit({ code: 1 }), [0, 1]),
    undefined,
  );
});

test('a full disk is the reason even where COLMAP exits with 0', () => {
  const failure = explainExit(
    { title: 'COLMAP', stageName: 'Feature extraction' },
    exit({ diskFull: true }),
    [0],
  );
  assert.equal(failure?.message, DISK_FULL_REASON);
  assert.equal(failure?.code, 'DiskFull');
});

test('a signal is named, however it shows, with the stage and the last words', () => {
  const aborted = exit({ code: 134, lastLine: 'Check failed: context_->create()' });
  const failure = explainExit({ title: 'COLMAP', stageName: 'Image matching' }, aborted, [0, 1]);
  assert.match(failure?.message ?? '', /SIGABRT at "Image matching".*context_->create/);
  const ended = explainExit(
    { title: 'COLMAP', stageName: 'Image matching' },
    exit({ code: null, signal: 'SIGTERM' }),
    [0],
  );
  assert.match(ended?.message ?? '', /SIGTERM/);
});

test('SIGKILL and a failed allocation mean a lack of memory', () => {
  const killed = explainExit(
    { title: 'COLMAP', stageName: 'Image matching' },
    exit({ code: null, signal: 'SIGKILL' }),
    [0],
  );
  assert.match(killed?.message ?? '', /memory/);
  const starved = explainExit(
    { title: 'COLMAP', stageName: 'Image matching' },
    exit({ code: 134, outOfMemory: true }),
    [0],
  );
  assert.equal(starved?.code, 'OutOfMemory');
});

test('a program that we have ended because it hung is told as such, not as killed', () => {
  const hung = explainExit(
    { title: 'COLMAP', stageName: 'Image matching' },
    exit({ code: null, signal: 'SIGKILL', givenUp: 'stalled' }),
    [0],
  );
  assert.equal(hung?.code, 'EngineStalled');
  assert.match(hung?.message ?? '', /used no CPU time.*"Image matching"/);
});
