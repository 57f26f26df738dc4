import { readdir, readFile } from 'node:fs/promises';

/** Of a process, without its children. */
export interface ProcessSize {
  residentBytes: number;
  descriptors: number;
}

/** Reads the size of a running process; see proc(5). */
export async function readProcessSize(pid: number): Promise<ProcessSize> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const descriptors = await readdir(`/proc/${pid}/fd`);
  return {
    residentBytes: Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
    descriptors: descriptors.length,
  };
}
