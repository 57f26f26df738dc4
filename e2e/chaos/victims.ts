import { type FoundProcess, findProcesses } from '../machine/find-processes.ts';

/** What a kill can hit, beside the server itself and the client. */
export type Victim = 'server' | 'client' | 'postmaster' | 'backend' | 'decoder';

export const VICTIMS: readonly Victim[] = ['server', 'client', 'postmaster', 'backend', 'decoder'];

/** A process of the server that plays this part now; undefined when there is none. */
export async function findVictim(
  victim: Exclude<Victim, 'server' | 'client'>,
  { pid, data }: { pid: number; data: string },
): Promise<FoundProcess | undefined> {
  const processes = await findProcesses(pid, data);
  const postmaster = processes.find(({ command }) => /bin\/postgres\b/.test(command));
  if (victim === 'postmaster') return postmaster;
  const found = processes.filter((process) =>
    victim === 'backend'
      ? process.parent === postmaster?.pid && isClientBackend(process)
      : process.command.includes('decode'),
  );
  return found[Math.floor(Math.random() * found.length)];
}

/** A process that serves a connection; the others of PostgreSQL's have a name of their own. */
function isClientBackend({ command }: FoundProcess): boolean {
  return /^postgres: .*\[local\]/.test(command);
}
