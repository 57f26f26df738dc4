import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeFakeColmap } from '../../colmap/fake-colmap.fixture.ts';
import type { ProgramEnd } from './explain-exit.ts';
import { Listener } from './listener.ts';
import { type ProgramRun, runProgram } from './run-program.ts';
import type { Patience } from './watch-process.ts';

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-colmap-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runFake(
  folder: string,
  shellLines: string,
  more: Partial<Pick<ProgramRun, 'onLine' | 'signal' | 'patience'>> = {},
): Promise<ProgramEnd> {
  const { path } = await writeFakeColmap(join(folder, 'bin'), shellLines);
  const command = {
    title: 'COLMAP',
    executable: path,
    args: ['mapper', '--x', '1'],
    inputs: [],
    folders: [],
    leftOut: ['Mapper.y'],
  };
  const signal = new AbortController().signal;
  return runProgram({ command, folder, logFile: join(folder, 'log.txt'), signal, ...more });
}

test('every line is heard and kept in the log, from both streams and without an end of line', async () => {
  await inFolder(async (folder) => {
    const heard: string[] = [];
    const shell = 'printf "Processed file [1/2]\\r\\nProcessed"; printf " file [2/2]"; echo "E0101 oops" >&2';
    const exit = await runFake(folder, shell, { onLine: (line) => heard.push(line) });
    assert.equal(exit.code, 0);
    assert.deepEqual(heard.toSorted(), ['E0101 oops', 'Processed file [1/2]', 'Processed file [2/2]']);
    const log = await readFile(join(folder, 'log.txt'), 'utf8');
    assert.match(log, /\$ colmap mapper --x 1/);
    assert.match(log, /E0101 oops/);
    assert.match(log, /without --Mapper\.y, which this version of COLMAP does not know/);
  });
});

test('the log does not tell where the server keeps its work', async () => {
  await inFolder(async (folder) => {
    await runFake(folder, `echo "Reading ${folder}/images/a.jpg"`);
    const log = await readFile(join(folder, 'log.txt'), 'utf8');
    assert.match(log, /Reading images\/a\.jpg/);
    assert.ok(!log.includes(folder));
  });
});

test('a line without an end does not fill the memory', async () => {
  await inFolder(async (folder) => {
    let longest = 0;
    const shell = 'head -c 3000000 /dev/zero | tr "\\0" x; echo; echo "last words"; exit 3';
    const exit = await runFake(folder, shell, {
      onLine: (line) => {
        longest = Math.max(longest, line.length);
      },
    });
    assert.equal(exit.code, 3);
    assert.equal(exit.lastLine, 'last words');
    assert.ok(longest <= 2000, `a line of ${longest}`);
  });
});

test('a full disk is heard in the words of SQLite', async () => {
  await inFolder(async (folder) => {
    const exit = await runFake(folder, 'echo "SQLite error [database.cc, line 1]: database or disk is full"');
    assert.equal(exit.diskFull, true);
    assert.equal(exit.code, 0);
  });
});

test('memory that is used up is heard in the words of each program', async () => {
  for (const words of [
    'terminate called after throwing an instance of std::bad_alloc',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    '# Fatal process out of memory: Failed to reserve virtual memory for CodeRange',
    '0.jpg: Array buffer allocation failed',
    '0.jpg: WebAssembly.Memory.grow(): Maximum memory size exceeded',
  ]) {
    await inFolder(async (folder) => {
      const exit = await runFake(folder, `echo "${words}"; exit 134`);
      assert.equal(exit.outOfMemory, true, words);
    });
  }
});

test('aborting throws the reason once the process is gone', async () => {
  await inFolder(async (folder) => {
    const stop = new AbortController();
    const reason = new Error('stopped by its user');
    let pid = 0;
    const onLine = (line: string) => {
      pid = Number(line);
      stop.abort(reason);
    };
    const running = runFake(folder, 'echo $$; exec sleep 60', { onLine, signal: stop.signal });
    await assert.rejects(running, reason);
    assert.ok(pid > 0);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});

const IMPATIENT: Patience = { stallMs: 400, deadlineMs: 60_000, maxOutputBytes: 1e9 };

test('a program that hangs is ended, with all that it has started', async () => {
  await inFolder(async (folder) => {
    const exit = await runFake(folder, 'sleep 60 & sleep 60', { patience: IMPATIENT });
    assert.equal(exit.givenUp, 'stalled');
  });
});

test('a program that computes silently is left alone', async () => {
  await inFolder(async (folder) => {
    const shell = 'end=$(($(date +%s) + 2)); while [ $(date +%s) -lt $end ]; do :; done';
    const exit = await runFake(folder, shell, { patience: IMPATIENT });
    assert.deepEqual([exit.givenUp, exit.code], [null, 0]);
  });
});

test('a program that never comes to an end is ended at last, whatever it does', async () => {
  await inFolder(async (folder) => {
    const patience = { ...IMPATIENT, deadlineMs: 300 };
    const exit = await runFake(folder, 'while :; do :; done', { patience });
    assert.equal(exit.givenUp, 'overdue');
  });
});

test('a program that prints without end is ended, and its log stays small', async () => {
  await inFolder(async (folder) => {
    const patience = { ...IMPATIENT, maxOutputBytes: 4e6 };
    const exit = await runFake(folder, 'exec tr "\\0" x < /dev/zero', { patience });
    assert.equal(exit.givenUp, 'verbose');
    const { size } = await stat(join(folder, 'log.txt'));
    assert.ok(size < 10_000, `a log of ${size} bytes`);
  });
});

test('a log ends at its greatest size, over all that is appended to it', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'log.txt');
    for (let i = 0; i < 3; i++) {
      await using listener = await Listener.open(path, { folder, maxLogBytes: 100 });
      await listener.note('x'.repeat(60));
    }
    const log = await readFile(path, 'utf8');
    assert.match(log, /^x{60}\n\n\(The log ends here/);
    assert.ok(log.length < 150);
  });
});

test('a program that leaves children behind holds nobody up', async () => {
  await inFolder(async (folder) => {
    const exit = await runFake(folder, 'sleep 60 & echo done');
    assert.deepEqual([exit.code, exit.lastLine], [0, 'done']);
  });
});
