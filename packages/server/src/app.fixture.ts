import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { type RunningServer, startApp } from './app.ts';
import { type Config, loadConfig } from './config/config.ts';
import { findRunningPostgres } from './database/embedded/find-running-postgres.ts';
import { provideCluster } from './database/embedded/provide-cluster.fixture.ts';
import type { Surroundings } from './open-parts.ts';

/** A whole server for one test file, on the embedded PostgreSQL or in a new database of the operator's. */
export interface TestApp extends RunningServer {
  /** The settings of the start, also used by the next `restart`. */
  config: Config;
  /** Sends a query as the local user, or with other headers; returns `data` and fails on `errors`. */
  ask<Data>(query: string, variables?: object, headers?: Record<string, string>): Promise<Data>;
  /** The same, for responses that are expected to have errors. */
  askRaw(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphqlAnswer>;
  /** Stops the server and restarts it on the same data, optionally with another clock. */
  restart(now?: () => Date): Promise<void>;
  /** Stops the server and removes everything it has kept. */
  remove(): Promise<void>;
}

export interface GraphqlAnswer {
  data: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

/** Starts a server on free ports and an empty data folder. Settings are environment variables. */
export async function startTestApp(
  settings: Record<string, string> = {},
  surroundings: Partial<Surroundings> = {},
): Promise<TestApp> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tiepoint-test-'));
  await chmod(dataFolder, 0o711);
  const operator = settings.TIEPOINT_DATABASE_URL ? undefined : process.env.TIEPOINT_DATABASE_URL;
  const database = operator ? await createDatabase(operator) : undefined;
  const variables = { ...settings, ...(database && { TIEPOINT_DATABASE_URL: database.url }) };
  const config = loadConfig(variables, { dataFolder, port: 0, storagePort: 0 });
  if (config.database.kind !== 'postgres') await provideCluster(join(dataFolder, 'postgres'));
  const app = { config } as TestApp;
  const start = async (now?: () => Date) =>
    Object.assign(app, await startApp(config, { ...surroundings, ...(now && { now }) }));
  await start();
  app.askRaw = async (query, variables, headers) => {
    const { key, token } = app.credentials;
    const response = await fetch(`${app.endpoint}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', key, altitoken: token, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  };
  app.ask = async <Data>(query: string, variables?: object, headers?: Record<string, string>) => {
    const { data, errors } = await app.askRaw(query, variables, headers);
    if (errors) throw new Error(errors.map((error) => error.message).join('\n'));
    return data as Data;
  };
  app.restart = async (now) => {
    await app.stop();
    await start(now);
  };
  app.remove = async () => {
    await app.stop();
    await rm(dataFolder, { recursive: true });
    await database?.drop();
  };
  return app;
}

/** A separate connection to the database of a running server; the caller ends it. */
export async function connectToDatabase({ config: { database, dataFolder } }: TestApp): Promise<pg.Client> {
  const connection =
    database.kind === 'postgres'
      ? { connectionString: database.url }
      : await findRunningPostgres(join(dataFolder, 'postgres'));
  const client = new pg.Client(connection);
  await client.connect();
  return client;
}

/** A decodable JPEG of random noise, different for each seed, above the minimum size. */
export async function makePhoto(seed: number): Promise<Buffer> {
  const width = 1200;
  const height = 900;
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: seed % 256, g: 90, b: 120 },
      noise: { type: 'gaussian', mean: 128, sigma: 10 },
    },
  })
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** SHA-1 in hexadecimal digits. */
export function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

async function createDatabase(operatorUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `tiepoint_test_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: operatorUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(operatorUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
