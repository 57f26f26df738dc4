import { readFile } from 'node:fs/promises';

/** What `/proc` counts processor time in. */
const TICKS_PER_SECOND = 100;

/** Processor time that this process and all its children that have ended took so far (proc(5), `stat`). */
export async function cpuSecondsSoFar(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  // The name in parentheses may hold blanks; the fields after it begin with the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [14, 15, 16, 17].reduce((sum, field) => sum + Number(fields[field - 3]), 0);
  return ticks / TICKS_PER_SECOND;
}
