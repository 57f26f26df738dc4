import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { DecoderAnswer, DecoderRequest } from './inspection.ts';
import { judgePhoto } from './judge-photo.ts';

/*
 * A process that decodes photos, one at a time, for its parent. A hostile photo can crash only this process.
 */

// Several of these processes run concurrently, so one thread each is fastest; no photo comes twice, so no cache.
sharp.concurrency(1);
sharp.cache(false);

// On a lack of memory, the system ends this process first.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {});

// Ctrl-C reaches all processes of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (request: DecoderRequest) => {
  judge(request).then(answer);
});
answer({ kind: 'started' });

async function judge({ path, announced, limits }: DecoderRequest): Promise<DecoderAnswer> {
  try {
    return { kind: 'judged', inspection: await judgePhoto(path, announced, limits) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function answer(message: DecoderAnswer): void {
  process.send?.(message);
}
