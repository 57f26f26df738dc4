import { availableParallelism, homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../errors/startup-error.ts';

/** Everything an operator can set. The default needs nothing. */
export interface Config {
  /** Everything that the server keeps lies in here. */
  dataFolder: string;
  host: string;
  /** Port of the API and the page; 0 = any free one. */
  port: number;
  /** Port of the embedded object store; 0 = any free one. */
  storagePort: number;
  /** Where clients reach the embedded object store, when it is not `http://host:storagePort`. */
  storageUrl?: string;
  database: { kind: 'embedded' } | { kind: 'postgres'; url: string };
  /** Photos that are checked at the same time; 0 leaves them to other servers on the same database. */
  ingestConcurrency: number;
  photoLimits: PhotoLimits;
  colmap?: string;
  logLevel: string;
}

/** What a photo must keep to: size of its file in bytes, width × height in pixels. */
export interface PhotoLimits {
  maxPhotoBytes: number;
  minPhotoPixels: number;
  maxPhotoPixels: number;
}

/** What a program may pass to `loadConfig` in place of environment variables. */
export interface ConfigOverrides {
  dataFolder?: string;
  host?: string;
  port?: number;
  storagePort?: number;
}

const port = z.coerce.number().int().min(0).max(65535);

const environment = z.object({
  TIEPOINT_DATA: z.string().min(1).optional(),
  TIEPOINT_HOST: z.string().min(1).default('127.0.0.1'),
  TIEPOINT_PORT: port.default(8090),
  TIEPOINT_STORAGE_PORT: port.optional(),
  TIEPOINT_STORAGE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TIEPOINT_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TIEPOINT_INGEST_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(availableParallelism() + 2),
  TIEPOINT_MAX_PHOTO_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(512 * 1024 * 1024),
  TIEPOINT_MIN_PHOTO_PIXELS: z.coerce.number().int().min(1).default(1_000_000),
  TIEPOINT_MAX_PHOTO_PIXELS: z.coerce.number().int().min(1).default(250_000_000),
  TIEPOINT_COLMAP: z.string().min(1).optional(),
  TIEPOINT_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/**
 * Reads the configuration out of environment variables, with overrides from the command line.
 * Throws a StartupError that names every mistake at once.
 */
export function loadConfig(
  variables: Record<string, string | undefined>,
  overrides: ConfigOverrides,
): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new StartupError(`These settings can't be used:\n${mistakes.join('\n')}`);
  }
  const env = parsed.data;
  const apiPort = overrides.port ?? env.TIEPOINT_PORT;
  return {
    dataFolder: resolve(overrides.dataFolder ?? env.TIEPOINT_DATA ?? defaultDataFolder()),
    host: overrides.host ?? env.TIEPOINT_HOST,
    port: apiPort,
    storagePort: overrides.storagePort ?? env.TIEPOINT_STORAGE_PORT ?? nextPort(apiPort),
    storageUrl: env.TIEPOINT_STORAGE_URL?.replace(/\/$/, ''),
    database: env.TIEPOINT_DATABASE_URL
      ? { kind: 'postgres', url: env.TIEPOINT_DATABASE_URL }
      : { kind: 'embedded' },
    ingestConcurrency: env.TIEPOINT_INGEST_CONCURRENCY,
    photoLimits: {
      maxPhotoBytes: env.TIEPOINT_MAX_PHOTO_BYTES,
      minPhotoPixels: env.TIEPOINT_MIN_PHOTO_PIXELS,
      maxPhotoPixels: env.TIEPOINT_MAX_PHOTO_PIXELS,
    },
    colmap: env.TIEPOINT_COLMAP,
    logLevel: env.TIEPOINT_LOG_LEVEL,
  };
}

/** `/var/lib/tiepoint` for root (an unprivileged database account must reach it), else in the home folder. */
export function defaultDataFolder(): string {
  if (userInfo().uid === 0) return '/var/lib/tiepoint';
  return join(homedir(), '.local', 'share', 'tiepoint');
}

function nextPort(apiPort: number): number {
  return apiPort === 0 ? 0 : (apiPort % 65535) + 1;
}
