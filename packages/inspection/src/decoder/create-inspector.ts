import { totalmem } from 'node:os';
import { DecoderPool } from './decoder-pool.ts';
import { type DecoderDeath, type DecoderProcess, startDecoderProcess } from './decoder-process.ts';
import type { Announcement, Inspection, PhotoLimits } from './inspection.ts';

/** Options of an inspector. */
export interface InspectorOptions {
  /** Photos that are decoded concurrently, each in a process of its own. */
  processes: number;
  limits: PhotoLimits;
  /** Time limit for one photo; default: 60 seconds. */
  maxSeconds?: number;
  /** Memory limit of one decoder process; default: a third of the machine's memory, at most 3 GiB. */
  maxMemoryBytes?: number;
  /** Called when a decoder process has crashed on a photo. */
  onDeath?: (path: string, death: DecoderDeath) => void;
}

/** Inspects photos, each isolated from this process. */
export interface Inspector {
  /**
   * The verdict on the photo at `path`. Photos wait for each other where all processes are at work. Rejects where
   * the file can't be read, where no decoder process can be started, and when `signal` aborts: none of them says
   * anything about the photo.
   */
  inspect(path: string, announced: Announcement, signal?: AbortSignal): Promise<Inspection>;
  /** Process ids of the running decoders. */
  pids(): number[];
  /** Ends the decoder processes; pending inspections reject. */
  close(): Promise<void>;
}

const DEFAULT_MAX_SECONDS = 60;
const DEFAULT_MAX_MEMORY_BYTES = Math.min(3 * 1024 ** 3, totalmem() / 3);
/** A decoder can also be killed from outside, or by a lack of memory: a photo is rejected after two crashes. */
const CRASHES_OF_A_KILLER = 2;

const SENTENCES: Record<DecoderDeath, string> = {
  crash: 'The photo crashes the decoder.',
  time: 'The photo takes the decoder too long.',
  memory: 'The photo needs more memory than this server has for one.',
};
const WHAT_TO_DO = 'Open it in an image editor, save it as a plain JPEG and upload that, or leave it out.';

/** Opens an inspector. Its processes start on demand and are reused; `close` ends them. */
export function createInspector(options: InspectorOptions): Inspector {
  const bounds = {
    maxSeconds: options.maxSeconds ?? DEFAULT_MAX_SECONDS,
    maxMemoryBytes: options.maxMemoryBytes ?? DEFAULT_MAX_MEMORY_BYTES,
  };
  const pool = new DecoderPool(options.processes, () => startDecoderProcess(bounds));
  const closing = new AbortController();

  async function inspect(
    path: string,
    announced: Announcement,
    signal: AbortSignal = closing.signal,
  ): Promise<Inspection> {
    const wanted = AbortSignal.any([signal, closing.signal]);
    const request = { path, announced, limits: options.limits };
    for (let crashes = 1; ; crashes++) {
      const verdict = await pool.use(wanted, (decoder: DecoderProcess) => decoder.judge(request, wanted));
      if (!('death' in verdict)) return verdict;
      if (verdict.death === 'crash' && crashes < CRASHES_OF_A_KILLER) continue;
      options.onDeath?.(path, verdict.death);
      return {
        faults: [{ code: 'DecoderFailed', message: `${SENTENCES[verdict.death]} ${WHAT_TO_DO}` }],
      };
    }
  }

  async function close(): Promise<void> {
    closing.abort(new Error('The inspector is closed.'));
    await pool.close();
  }

  return { inspect, pids: () => pool.pids(), close };
}
