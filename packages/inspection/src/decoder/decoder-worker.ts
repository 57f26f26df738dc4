import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { DecoderAnswer, DecoderRequest } from './inspection.ts';
import { judgePhoto } from './judge-photo.ts';

/*
 * A process that decodes photos, one at a time, for the process that has forked it. Whatever a hostile photo does to
 * it, the others go on.
 */

// Several of these processes run side by side: one thread for each is faster than many, and no photo comes twice.
sharp.concurrency(1);
sharp.cache(false);

// Where memory runs out, the system ends this process and no other.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {});

// Ctrl-C goes to all processes of a terminal; the parent says when to end.
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
