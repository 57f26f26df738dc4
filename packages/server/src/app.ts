import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeEngines, type EngineEntry } from '@tiepoint/engines';
import { ensureLocalCredentials, type LocalCredentials } from './auth/local-credentials.ts';
import type { Config } from './config/config.ts';
import type { DatabaseProbe } from './database/open-probe.ts';
import { registerGraphql } from './graphql/register-graphql.ts';
import { registerAuthPages } from './http/auth-pages.ts';
import { registerStaffApis } from './http/auth-staff-apis.ts';
import { registerTokenEndpoint } from './http/auth-token-endpoint.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { registerEventStream } from './http/event-stream.ts';
import { registerHealth } from './http/health.ts';
import { registerPhotoFiles } from './http/photo-files.ts';
import { registerExplorer } from './http/register-explorer.ts';
import { registerPages } from './http/register-pages.ts';
import { createLogger } from './observability/logger.ts';
import { type Closers, openParts, type Surroundings } from './open-parts.ts';
import type { Parts } from './parts.ts';
import { assertPortFree, listen, urlOf } from './processes/listen.ts';
import { lockDataFolder } from './processes/lock-data-folder.ts';
import { prepareDataFolder } from './processes/prepare-data-folder.ts';
import { openEngines } from './reconstruction/running/open-engines.ts';
import { startWork } from './start-work.ts';
import type { Storage } from './storage/bucket.ts';

/** A server that runs. */
export interface RunningServer {
  /** URL of the API and the page, for example `http://127.0.0.1:8090`. */
  endpoint: string;
  dataFolder: string;
  /** Credentials for clients on this machine. */
  credentials: LocalCredentials;
  /** The engines, the default first. Detecting a program may take some seconds. */
  engines(): Promise<EngineEntry[]>;
  /** Whether the credentials are new and should be shown once. */
  firstStart: boolean;
  /** Stops everything in order; unfinished jobs continue at the next start. */
  stop(): Promise<void>;
  /** Rejects when the server can't continue, for example because its database is gone for good. */
  failed: Promise<never>;
}

const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Composes the whole server. Tests pass their own clock or engines. */
export async function startApp(
  config: Config,
  { now = () => new Date(), openEngines: open = openEngines }: Partial<Surroundings> = {},
): Promise<RunningServer> {
  const closers: Closers = [];
  const stop = once(async () => {
    for (const close of closers.reverse()) await close();
  });
  try {
    return { ...(await compose(config, { now, openEngines: open }, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  config: Config,
  surroundings: Surroundings,
  closers: Closers,
): Promise<Omit<RunningServer, 'stop'>> {
  const { dataFolder } = config;
  await prepareDataFolder(dataFolder);
  const lock = await lockDataFolder(dataFolder);
  closers.push(lock.release);
  await assertPortFree(apiAddress(config));
  const logger = createLogger({ level: config.logLevel, file: join(dataFolder, 'server.log') });
  const { parts, probe, failed } = await openParts(config, { ...surroundings, logger }, closers);

  const endpoint = await serveHttp(config, { ...parts, probe }, closers);
  // Before the HTTP server: a request that waits for a report would keep it open.
  closers.push(() => parts.projectReports.stop());

  await startWork(parts, closers);
  const { created, ...credentials } = await ensureLocalCredentials(parts, dataFolder, endpoint);
  // First of all: a server that is started now waits for the end of this one.
  closers.push(async () => lock.announceEnd());
  logger.info({ endpoint }, 'started');
  return {
    endpoint,
    dataFolder,
    credentials,
    engines: () => describeEngines(parts),
    firstStart: created,
    failed,
  };
}

/** Serves the API and the page; returns their URL. */
async function serveHttp(
  config: Config,
  parts: Parts & { probe: DatabaseProbe },
  closers: Closers,
): Promise<string> {
  const http = await createHttpServer({ ...config, logger: parts.logger });
  closers.push(() => http.close());
  registerHealth(http, { ...parts, dataFolder: config.dataFolder });
  await registerExplorer(http);
  await registerGraphql(http, parts);
  registerEventStream(http, parts);
  registerPhotoFiles(http, parts);
  registerAuthPages(http, parts);
  registerTokenEndpoint(http, parts);
  registerStaffApis(http);
  await registerPages(http, { folder: WEB_FOLDER, storageOrigin: await findLinkOrigin(parts.storage) });
  await http.ready();
  const port = await listen(http.server, apiAddress(config));
  return urlOf(config.host, port);
}

/** Where links to stored files lead. */
async function findLinkOrigin(storage: Storage): Promise<string> {
  return new URL(await storage.private.link('any', { expiresInSeconds: 1 })).origin;
}

function apiAddress({ host, port }: Config) {
  return { host, port, flag: '--port' };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
