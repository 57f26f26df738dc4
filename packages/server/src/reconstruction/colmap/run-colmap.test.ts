import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ColmapExit } from './explain-exit.ts';
import { writeFakeColmap } from './fake-colmap.fixture.ts';
import { runColmap } from './run-colmap.ts';

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
  onLine?: (line: string) => void,
  signal = new AbortController().signal,
): Promise<ColmapExit> {
  const { path } = await writeFakeColmap(join(folder, 'bin'), shellLines);
  const command = { args: ['mapper', '--x', '1'], inputs: [], folders: [] };
  return runColmap({ executable: path, command, folder, logFile: join(folder, 'log.txt'), onLine, signal });
}

test('every line is heard and kept in the log, from both streams and without an end of line', async () => {
  await inFolder(async (folder) => {
    const heard: string[] = [];
    const shell = 'printf "Processed file [1/2]\\r\\nProcessed"; printf " file [2/2]"; echo "E0101 oops" >&2';
    const exit = await runFake(folder, shell, (line) => heard.push(line));
    assert.equal(exit.code, 0);
    assert.deepEqual(heard.toSorted(), ['E0101 oops', 'Processed file [1/2]', 'Processed file [2/2]']);
    const log = await readFile(join(folder, 'log.txt'), 'utf8');
    assert.match(log, /\$ colmap mapper --x 1/);
    assert.match(log, /E0101 oops/);
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
    const exit = await runFake(folder, shell, (line) => {
      longest = Math.max(longest, line.length);
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

test('aborting throws the reason once the process is gone', async () => {
  await inFolder(async (folder) => {
    const stop = new AbortController();
    const reason = new Error('stopped by its user');
    let pid = 0;
    const onLine = (line: string) => {
      pid = Number(line);
      stop.abort(reason);
    };
    const running = runFake(folder, 'echo $$; exec sleep 60', onLine, stop.signal);
    await assert.rejects(running, reason);
    assert.ok(pid > 0);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});
