import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A clock that is ahead of this machine's, for programs that are started with its environment. */
export interface ShiftedClock {
  readonly environment: Record<string, string>;
  /** Moves the clock, also of running programs. */
  advance(hours: number): Promise<void>;
}

const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`;
/** Running programs read the offset again after this time. */
const CACHE_SECONDS = 1;

/** Keeps the offset in the file at `path`. Durations are measured by a clock that does not jump, as after a suspend. */
export async function createShiftedClock(path: string): Promise<ShiftedClock> {
  if (!existsSync(LIBRARY))
    throw new Error('libfaketime is missing. Install it with: apt-get install faketime');
  let ahead = 0;
  const write = () => writeFile(path, `+${ahead}h\n`, { mode: 0o644 });
  await write();
  return {
    environment: {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: path,
      FAKETIME_CACHE_DURATION: String(CACHE_SECONDS),
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    async advance(hours) {
      ahead += hours;
      await write();
      await wait(CACHE_SECONDS * 2000);
    },
  };
}
