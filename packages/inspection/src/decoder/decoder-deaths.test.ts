import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { createInspector, type Inspector, type InspectorOptions } from './create-inspector.ts';
import type { Inspection } from './inspection.ts';

const LIMITS = { maxPhotoBytes: 50e6, minPhotoPixels: 1, maxPhotoPixels: 200e6 };
const folder = await mkdtemp(join(tmpdir(), 'deaths-'));
after(() => rm(folder, { recursive: true }));

const small = join(folder, 'small.png');
/** Takes about a second. */
const large = join(folder, 'large.png');
await writeFile(small, await draw(100));
await writeFile(large, await draw(6000));

async function draw(side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3, background: '#4477aa' } as const;
  return sharp({ create }).png({ compressionLevel: 1 }).toBuffer();
}

/** One process, so that the next photo meets what the last one has left. */
async function withInspector(
  options: Partial<InspectorOptions>,
  work: (inspector: Inspector) => Promise<void>,
): Promise<void> {
  const inspector = createInspector({ processes: 1, limits: LIMITS, ...options });
  try {
    assert.equal(codeOf(await inspector.inspect(small, {})), 'Ready');
    await work(inspector);
  } finally {
    await inspector.close();
  }
}

function codeOf(inspection: Inspection): string {
  return 'faults' in inspection ? (inspection.faults[0]?.code ?? '') : 'Ready';
}

function signalDecoder(inspector: Inspector, signal: NodeJS.Signals): void {
  for (const pid of inspector.pids()) process.kill(pid, signal);
}

test('a photo that hangs its decoder has failed, and the next one does not notice', async () => {
  const deaths: string[] = [];
  await withInspector({ maxSeconds: 2, onDeath: (_, death) => deaths.push(death) }, async (inspector) => {
    const hanging = inspector.inspect(large, {});
    const next = inspector.inspect(small, {});
    signalDecoder(inspector, 'SIGSTOP');
    assert.equal(codeOf(await hanging), 'DecoderFailed');
    assert.equal(codeOf(await next), 'Ready');
  });
  assert.deepEqual(deaths, ['time']);
});

test('a photo that takes too much memory has failed', async () => {
  const quarter = 160 * 1024 ** 2;
  await withInspector({ maxMemoryBytes: quarter }, async (inspector) => {
    // Lying on its side, the whole picture is in memory before its thumbnail begins.
    const path = join(folder, 'turned.jpg');
    const turned = sharp(large, { limitInputPixels: false }).withMetadata({ orientation: 6 });
    await writeFile(path, await turned.jpeg().toBuffer());
    assert.equal(codeOf(await inspector.inspect(path, {})), 'DecoderFailed');
    assert.equal(codeOf(await inspector.inspect(small, {})), 'Ready');
  });
});

test('a decoder that dies once is not blamed on the photo; twice it is', async () => {
  await withInspector({}, async (inspector) => {
    const unlucky = inspector.inspect(large, {});
    signalDecoder(inspector, 'SIGKILL');
    assert.equal(codeOf(await unlucky), 'Ready');

    let judged = false;
    const killer = inspector.inspect(large, {}).finally(() => {
      judged = true;
    });
    while (!judged) {
      signalDecoder(inspector, 'SIGKILL');
      await delay(20);
    }
    assert.equal(codeOf(await killer), 'DecoderFailed');
    assert.equal(codeOf(await inspector.inspect(small, {})), 'Ready');
  });
});

test('who gives up, or closes the inspector, hears nothing about the photo, and no process stays', async () => {
  await withInspector({}, async (inspector) => {
    const givenUp = new AbortController();
    const first = inspector.inspect(large, {}, givenUp.signal);
    const waiting = inspector.inspect(small, {}, givenUp.signal);
    givenUp.abort(new Error('enough'));
    await assert.rejects(first);
    await assert.rejects(waiting, /enough/);
    assert.equal(codeOf(await inspector.inspect(small, {})), 'Ready');

    const [pid = 0] = inspector.pids();
    const last = inspector.inspect(large, {});
    await inspector.close();
    await assert.rejects(last);
    await assert.rejects(inspector.inspect(small, {}), /closed/);
    await assertGone(pid);
  });
});

async function assertGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (status === '' || /\) Z /.test(status)) return;
    await delay(20);
  }
  assert.fail(`process ${pid} is still there`);
}
