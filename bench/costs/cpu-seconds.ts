import { readFile } from 'node:fs/promises';

/** What `/proc` counts processor time in. */
const TICKS_PER_SECOND = 100;
/** User and system time in proc(5), `stat`: of this process, and of its children that have ended. */
const OWN_FIELDS = [14, 15];
const CHILD_FIELDS = [16, 17];

/** Processor time that this process and all its children that have ended took so far. */
export async function cpuSecondsSoFar(): Promise<number> {
  return secondsOf([...OWN_FIELDS, ...CHILD_FIELDS]);
}

/** Processor time of the children that have ended. */
export async function cpuSecondsOfChildren(): Promise<number> {
  return secondsOf(CHILD_FIELDS);
}

async function secondsOf(fieldNumbers: readonly number[]): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  // The name in parentheses may hold blanks; the fields after it begin with the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fieldNumbers.reduce((sum, field) => sum + Number(fields[field - 3]), 0);
  return ticks / TICKS_PER_SECOND;
}
