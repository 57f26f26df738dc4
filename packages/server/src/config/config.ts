import { isIP } from 'node:net';
import { availableParallelism, homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type NodeAddress, parseNodeAddresses } from '@tiepoint/engines';
import { z } from 'zod';
import { StartupError } from '../errors/startup-error.ts';
import { type AddressRange, isLoopbackHost, LOOPBACK_RANGES, parsePrivateRanges } from './private-ranges.ts';

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
  /** All files of one imported model together. */
  maxModelBytes: number;
  /** Photos that one reconstruction may have; undefined: any number. */
  maxTaskPhotos?: number;
  /** Events are kept for so long; a client that was away for longer reads the state anew. */
  eventDays: number;
  /** Addresses that are not on the internet and that the server fetches from all the same when asked to. */
  fetchedPrivateRanges: readonly AddressRange[];
  /** Whether people may make accounts by themselves. */
  registration: 'open' | 'closed';
  /** Proxies before the server, whose word on who asks and by which address is believed. */
  trustedProxies: string[];
  /** The engine of tasks that ask for none. */
  engine: string;
  colmap?: string;
  /** NodeODM nodes that reconstructions can be sent to. */
  nodeOdm: readonly NodeAddress[];
  /** Models with more triangles than this are made ready for streaming too; undefined: what phones still hold. */
  tilesetFaces?: number;
  /** Folder of OpenMVS's programs; without it, they are looked for. */
  openmvs?: string;
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
  TIEPOINT_MAX_MODEL_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(4 * 1024 ** 3),
  TIEPOINT_MAX_TASK_PHOTOS: z.coerce.number().int().min(3).optional(),
  TIEPOINT_MIN_PHOTO_PIXELS: z.coerce.number().int().min(1).default(1_000_000),
  TIEPOINT_MAX_PHOTO_PIXELS: z.coerce.number().int().min(1).default(250_000_000),
  TIEPOINT_EVENT_DAYS: z.coerce.number().min(1).max(3650).default(7),
  TIEPOINT_FETCH_PRIVATE: z.string().transform(readPrivateRanges).optional(),
  TIEPOINT_REGISTRATION: z.enum(['open', 'closed']).default('closed'),
  TIEPOINT_TRUST_PROXY: z.string().default('').transform(readProxies),
  TIEPOINT_ENGINE: z.string().min(1).default('colmap'),
  TIEPOINT_COLMAP: z.string().min(1).optional(),
  TIEPOINT_NODEODM: z.string().default('').transform(readNodeAddresses),
  TIEPOINT_OPENMVS: z.string().min(1).optional(),
  TIEPOINT_TILESET_FACES: z.coerce.number().int().min(0).optional(),
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
  const host = overrides.host ?? env.TIEPOINT_HOST;
  const behindProxy = env.TIEPOINT_TRUST_PROXY.length > 0 || !isLoopbackUrl(env.TIEPOINT_STORAGE_URL);
  return {
    dataFolder: resolve(overrides.dataFolder ?? env.TIEPOINT_DATA ?? defaultDataFolder()),
    host,
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
    eventDays: env.TIEPOINT_EVENT_DAYS,
    maxModelBytes: env.TIEPOINT_MAX_MODEL_BYTES,
    maxTaskPhotos: env.TIEPOINT_MAX_TASK_PHOTOS,
    // Whoever reaches a server of this machine alone has the machine's other ports in reach anyway.
    fetchedPrivateRanges:
      env.TIEPOINT_FETCH_PRIVATE ?? (isLoopbackHost(host) && !behindProxy ? LOOPBACK_RANGES : []),
    registration: env.TIEPOINT_REGISTRATION,
    trustedProxies: env.TIEPOINT_TRUST_PROXY,
    engine: env.TIEPOINT_ENGINE,
    colmap: env.TIEPOINT_COLMAP,
    nodeOdm: env.TIEPOINT_NODEODM,
    openmvs: env.TIEPOINT_OPENMVS,
    tilesetFaces: env.TIEPOINT_TILESET_FACES,
    logLevel: env.TIEPOINT_LOG_LEVEL,
  };
}

/** `/var/lib/tiepoint` for root (an unprivileged database account must reach it), else in the home folder. */
export function defaultDataFolder(): string {
  if (userInfo().uid === 0) return '/var/lib/tiepoint';
  return join(homedir(), '.local', 'share', 'tiepoint');
}

/** Also where nothing is said. A store that clients reach from elsewhere tells of a proxy before the server. */
function isLoopbackUrl(url: string | undefined): boolean {
  return url === undefined || isLoopbackHost(new URL(url).hostname.replace(/^\[|\]$/g, ''));
}

function readPrivateRanges(text: string, context: z.RefinementCtx): AddressRange[] {
  try {
    return parsePrivateRanges(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}

function readNodeAddresses(text: string, context: z.RefinementCtx): NodeAddress[] {
  try {
    return parseNodeAddresses(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}

/** Addresses, ranges like 10.0.0.0/8, or `loopback`; separated by commas. */
function readProxies(text: string, context: z.RefinementCtx): string[] {
  const proxies = text.split(',').map((proxy) => proxy.trim());
  for (const proxy of proxies.filter((name) => name !== '' && name !== 'loopback')) {
    const [address = '', bits = '0'] = proxy.split('/');
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits)) {
      context.addIssue({ code: 'custom', message: `${proxy} is no address, no range and not \`loopback\`` });
    }
  }
  return proxies.filter(Boolean);
}

function nextPort(apiPort: number): number {
  return apiPort === 0 ? 0 : (apiPort % 65535) + 1;
}
