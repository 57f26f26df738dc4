import { type Running, startLoop } from '../loop/start-loop.ts';
import type { Logger } from '../observability/logger.ts';
import { StorageAway } from '../storage/storage-away.ts';
import { assertWitness } from '../storage/witness.ts';
import { Pace } from './pace.ts';
import { advance, beginPass, findLastPass, type ScrubPass, savePass } from './scrub-pass.ts';
import type { StageNeeds } from './stage.ts';
import { stages } from './stages.ts';

/** How slowly stored files are read again. */
export interface ScrubSettings {
  /** 0: not at all. */
  bytesPerSecond: number;
  /** From the beginning of a pass to that of the next one, at least. */
  passDays: number;
}

interface Needs extends Omit<StageNeeds, 'pace' | 'logger'> {
  logger: Logger;
  now: () => Date;
  scrubbing: ScrubSettings;
}

const REST_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** A server that is killed looks at the files of so much time again. */
const SAVE_MS = 1000;

/** Reads all stored files again and again, slowly, and goes on where an earlier server has stopped. */
export function startScrubbing(needs: Needs): Running {
  const { logger, scrubbing } = needs;
  if (scrubbing.bytesPerSecond === 0) return { stop: async () => {} };
  const pace = new Pace(scrubbing.bytesPerSecond);
  const loop = { name: 'reading stored files again', restMs: REST_MS, logger };
  return startLoop(loop, async (signal) => {
    const pass = await findDuePass(needs);
    if (pass) await goOn({ ...needs, pace }, pass, signal);
  });
}

async function findDuePass({ database, now, scrubbing }: Needs): Promise<ScrubPass | undefined> {
  const last = await findLastPass(database);
  if (last && !last.endedAt) return last;
  const dueMs = last ? last.startedAt.getTime() + scrubbing.passDays * DAY_MS : 0;
  const [first] = stages;
  if (!first || now().getTime() < dueMs) return undefined;
  return beginPass(database, first.name, now());
}

async function goOn(needs: Needs & StageNeeds, begun: ScrubPass, signal: AbortSignal): Promise<void> {
  const { database, logger } = needs;
  let pass = begun;
  try {
    await assertWitness(needs);
    let savedAtMs = performance.now();
    for (const { name, walk } of stages.slice(stages.findIndex((stage) => stage.name === begun.stage))) {
      const after = name === begun.stage ? begun.place : '';
      for await (const step of walk(needs, { after }, signal)) {
        pass = { ...advance(pass, name, step), trouble: null };
        if (performance.now() - savedAtMs < SAVE_MS) continue;
        await savePass(database, pass);
        savedAtMs = performance.now();
      }
      signal.throwIfAborted();
    }
    pass = { ...pass, endedAt: needs.now(), trouble: null };
    const { files, bytes, damaged, remade } = pass;
    if (files > 0) logger.info({ files, bytes, damaged, remade }, 'all stored files were read again');
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    if (pass.trouble === null) logger.error({ err: error }, 'stored files cannot be read');
    pass = { ...pass, trouble: error.message };
  } finally {
    await savePass(database, pass);
  }
}
