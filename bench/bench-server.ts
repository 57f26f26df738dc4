import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** A client of a server, as its local user. */
export function clientOf(server: RunningServer) {
  return createClient({ ...server.credentials, platform: nodePlatform() });
}

/** How many images of a project are in a state. */
export async function countImages(server: RunningServer, projectId: string, state: string): Promise<number> {
  const project = await clientOf(server).findProject(projectId);
  return project?.imageCounts.find((images) => images.state === state)?.count ?? 0;
}
