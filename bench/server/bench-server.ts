import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@tiepoint/client';
import { nodePlatform } from '@tiepoint/client/node';
import { type RunningServer, startServer } from '@tiepoint/server';

/** Makes an empty folder that the embedded database can be reached in; the caller removes it. */
export async function makeFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tiepoint-bench-'));
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a server on free ports with some settings, which are environment variables. */
export async function startBenchServer(
  dataFolder: string,
  settings: Record<string, string> = {},
): Promise<RunningServer> {
  Object.assign(process.env, settings);
  return startServer({ dataFolder, port: 0, storagePort: 0 });
}

/** What it takes to ask a server, wherever it runs. */
export type ServerAddress = Pick<RunningServer, 'credentials' | 'dataFolder'>;

/** Starts a server in a process of its own, so that asking it takes no time from it. */
export async function forkBenchServer(
  dataFolder: string,
): Promise<ServerAddress & { pid: number; stop(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL('./server-process.ts', import.meta.url)), [dataFolder]);
  const [address] = (await once(child, 'message')) as [ServerAddress];
  return {
    ...address,
    pid: child.pid ?? 0,
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Asks a server; errors of the answer are thrown. */
export async function ask<Data>(
  { credentials: { endpoint, key, token } }: ServerAddress,
  query: string,
  variables: object,
): Promise<Data> {
  const response = await fetch(`${endpoint}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', key, altitoken: token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

/** A client of a server, as its local user. */
export function clientOf(server: ServerAddress) {
  return createClient({ ...server.credentials, platform: nodePlatform() });
}

/** How many images of a project are in a state. */
export async function countImages(server: ServerAddress, projectId: string, state: string): Promise<number> {
  const project = await clientOf(server).findProject(projectId);
  return project?.imageCounts.find((images) => images.state === state)?.count ?? 0;
}
