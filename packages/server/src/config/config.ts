import { isIP } from 'node:net';
import { availableParallelism, homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type NodeAddress, parseNodeAddresses } from '@tiepoint/engines';
import { z } from 'zod';
import { StartupError } from '../errors/startup-error.ts';
import { type AddressRange, isLoopbackHost, LOOPBACK_RANGES, parsePrivateRanges } from './private-ranges.ts';

/** The configuration by the operator. Everything has a default. */
export interface Config {
  /** The data folder. */
  dataFolder: string;
  host: string;
  /** Port of the API and the page; 0: any free one. */
  port: number;
  /** Port of the embedded object store; 0: any free one. */
  storagePort: number;
  /** Where clients reach the embedded object store, when it is not `http://host:storagePort`. */
  storageUrl?: string;
  database: { kind: 'embedded' } | { kind: 'postgres'; url: string };
  /** Photos checked in parallel; 0 leaves them to other servers on the same database. */
  ingestConcurrency: number;
  perUser: UserShares;
  photoLimits: PhotoLimits;
  /** Size limit of all files of an imported model together. */
  maxModelBytes: number;
  /** Maximum number of photos of a reconstruction; undefined: any number. */
  maxTaskPhotos?: number;
  /** Retention of events; a client that was away for longer must read the state again. */
  eventDays: number;
  /** Fetches that are slower are ended, and tried again behind others; 0: none. */
  fetchMinBytesPerSecond: number;
  /** Private address ranges that the server may fetch from. */
  fetchedPrivateRanges: readonly AddressRange[];
  /** Whether users may register themselves. */
  registration: 'open' | 'closed';
  /** Trusted reverse proxies, whose X-Forwarded headers are used. */
  trustedProxies: string[];
  trafficLimits: TrafficLimits;
  /** The default engine. */
  engine: string;
  colmap?: string;
  /** NodeODM nodes for reconstructions. */
  nodeOdm: readonly NodeAddress[];
  /**
   * Models with more triangles than this also get a tileset for streaming; undefined: a default suitable for phones.
   */
  tilesetFaces?: number;
  /** Folder of OpenMVS's programs; undefined: search for them. */
  openmvs?: string;
  /** Folder of PROJ's programs; undefined: the search path. */
  proj?: string;
  /** How slowly stored files are read again to find damaged ones; 0 bytes per second: not at all. */
  scrubbing: { bytesPerSecond: number; passDays: number };
  logLevel: string;
}

/** Limits for photos: file size in bytes, width × height in pixels. */
export interface PhotoLimits {
  maxPhotoBytes: number;
  minPhotoPixels: number;
  maxPhotoPixels: number;
}

/** What is one user's of each kind of work: maximum numbers of jobs that a server works on at the same time. */
export interface UserShares {
  /** Photos that are checked; undefined: as many as for all users. */
  ingest?: number;
  /** Photos that are fetched, of 8, and meta files, of 8. */
  fetches: number;
  /** Imported models that are converted, of 2. */
  conversions: number;
  /** Reconstructions on NodeODM nodes, of 6. */
  remoteReconstructions: number;
  /** Webhook deliveries, of 32. */
  deliveries: number;
  /** How many turns the users with these emails get for each one of the others. */
  weights: ReadonlyMap<string, number>;
}

/** How much one caller may have open at the same time. An IPv6 address counts by its network (/64). */
export interface TrafficLimits {
  /** Requests in progress, other than event streams. */
  requestsPerAddress: number;
  /** Event streams and WebSockets. */
  streamsPerAddress: number;
  /** Event streams and subscriptions. */
  streamsPerUser: number;
  /** For how long the body of a request to the API may come at less than 1 KiB/s. */
  bodyStallSeconds: number;
}

/** Settings passed to `loadConfig` instead of environment variables. */
export interface ConfigOverrides {
  dataFolder?: string;
  host?: string;
  port?: number;
  storagePort?: number;
  databaseUrl?: string;
}

const port = z.coerce.number().int().min(0).max(65535);

const MIN_WEIGHT = 0.1;
const MAX_WEIGHT = 10;

const places = z.coerce.number().int().min(1);

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
  TIEPOINT_USER_INGEST: places.optional(),
  TIEPOINT_USER_FETCHES: places.default(6),
  TIEPOINT_USER_CONVERSIONS: places.default(1),
  TIEPOINT_USER_REMOTE_RECONSTRUCTIONS: places.default(4),
  TIEPOINT_USER_DELIVERIES: places.default(8),
  TIEPOINT_USER_WEIGHTS: z.string().default('').transform(readUserWeights),
  TIEPOINT_FETCH_MIN_BYTES_PER_SECOND: z.coerce.number().int().min(0).default(8192),
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
  TIEPOINT_MAX_ADDRESS_REQUESTS: z.coerce.number().int().min(1).default(256),
  TIEPOINT_MAX_ADDRESS_STREAMS: z.coerce.number().int().min(1).default(256),
  TIEPOINT_MAX_USER_STREAMS: z.coerce.number().int().min(1).default(50),
  TIEPOINT_BODY_STALL_SECONDS: z.coerce.number().min(1).max(300).default(15),
  TIEPOINT_EVENT_DAYS: z.coerce.number().min(1).max(3650).default(7),
  TIEPOINT_FETCH_PRIVATE: z.string().transform(readPrivateRanges).optional(),
  TIEPOINT_REGISTRATION: z.enum(['open', 'closed']).default('closed'),
  TIEPOINT_TRUST_PROXY: z.string().default('').transform(readProxies),
  TIEPOINT_ENGINE: z.string().min(1).default('colmap'),
  TIEPOINT_COLMAP: z.string().min(1).optional(),
  TIEPOINT_NODEODM: z.string().default('').transform(readNodeAddresses),
  TIEPOINT_OPENMVS: z.string().min(1).optional(),
  TIEPOINT_PROJ: z.string().min(1).optional(),
  TIEPOINT_TILESET_FACES: z.coerce.number().int().min(0).optional(),
  TIEPOINT_SCRUB_MB_PER_SECOND: z.coerce.number().min(0).max(100_000).default(4),
  TIEPOINT_SCRUB_DAYS: z.coerce.number().min(0).max(3650).default(7),
  TIEPOINT_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/**
 * Reads the configuration from environment variables, with overrides from the command line. Throws a StartupError
 * that lists all mistakes.
 */
export function loadConfig(
  variables: Record<string, string | undefined>,
  overrides: ConfigOverrides,
): Config {
  const { databaseUrl = variables.TIEPOINT_DATABASE_URL } = overrides;
  const env = parseEnvironment({ ...variables, TIEPOINT_DATABASE_URL: databaseUrl });
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
    perUser: {
      ingest: env.TIEPOINT_USER_INGEST,
      fetches: env.TIEPOINT_USER_FETCHES,
      conversions: env.TIEPOINT_USER_CONVERSIONS,
      remoteReconstructions: env.TIEPOINT_USER_REMOTE_RECONSTRUCTIONS,
      deliveries: env.TIEPOINT_USER_DELIVERIES,
      weights: env.TIEPOINT_USER_WEIGHTS,
    },
    photoLimits: {
      maxPhotoBytes: env.TIEPOINT_MAX_PHOTO_BYTES,
      minPhotoPixels: env.TIEPOINT_MIN_PHOTO_PIXELS,
      maxPhotoPixels: env.TIEPOINT_MAX_PHOTO_PIXELS,
    },
    eventDays: env.TIEPOINT_EVENT_DAYS,
    maxModelBytes: env.TIEPOINT_MAX_MODEL_BYTES,
    maxTaskPhotos: env.TIEPOINT_MAX_TASK_PHOTOS,
    fetchMinBytesPerSecond: env.TIEPOINT_FETCH_MIN_BYTES_PER_SECOND,
    // Clients of a server that listens only on this machine can reach the machine's other ports anyway.
    fetchedPrivateRanges:
      env.TIEPOINT_FETCH_PRIVATE ?? (isLoopbackHost(host) && !behindProxy ? LOOPBACK_RANGES : []),
    registration: env.TIEPOINT_REGISTRATION,
    trustedProxies: env.TIEPOINT_TRUST_PROXY,
    trafficLimits: {
      requestsPerAddress: env.TIEPOINT_MAX_ADDRESS_REQUESTS,
      streamsPerAddress: env.TIEPOINT_MAX_ADDRESS_STREAMS,
      streamsPerUser: env.TIEPOINT_MAX_USER_STREAMS,
      bodyStallSeconds: env.TIEPOINT_BODY_STALL_SECONDS,
    },
    engine: env.TIEPOINT_ENGINE,
    colmap: env.TIEPOINT_COLMAP,
    nodeOdm: env.TIEPOINT_NODEODM,
    openmvs: env.TIEPOINT_OPENMVS,
    proj: env.TIEPOINT_PROJ,
    tilesetFaces: env.TIEPOINT_TILESET_FACES,
    scrubbing: {
      bytesPerSecond: env.TIEPOINT_SCRUB_MB_PER_SECOND * 1e6,
      passDays: env.TIEPOINT_SCRUB_DAYS,
    },
    logLevel: env.TIEPOINT_LOG_LEVEL,
  };
}

function parseEnvironment(variables: Record<string, string | undefined>): z.infer<typeof environment> {
  const parsed = environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new StartupError(`These settings are invalid:\n${mistakes.join('\n')}`);
}

/** `/var/lib/tiepoint` for root (an unprivileged database account must reach it), else in the home folder. */
export function defaultDataFolder(): string {
  if (userInfo().uid === 0) return '/var/lib/tiepoint';
  return join(homedir(), '.local', 'share', 'tiepoint');
}

/** True when unset. A store URL for clients elsewhere implies a reverse proxy in front of the server. */
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

/** Emails with a number, such as `mira@example.org=3`; separated by commas. */
function readUserWeights(text: string, context: z.RefinementCtx): Map<string, number> {
  const parts = text.split(',').map((part) => part.trim());
  const weights = new Map<string, number>();
  for (const part of parts.filter(Boolean)) {
    const [email = '', weight] = part.toLowerCase().split('=');
    if (email.includes('@') && Number(weight) >= MIN_WEIGHT && Number(weight) <= MAX_WEIGHT) {
      weights.set(email.trim(), Number(weight));
    } else {
      const message = `${part} is not EMAIL=WEIGHT, with a weight from ${MIN_WEIGHT} to ${MAX_WEIGHT}`;
      context.addIssue({ code: 'custom', message });
    }
  }
  return weights;
}

/** Addresses, ranges like 10.0.0.0/8, or `loopback`; separated by commas. */
function readProxies(text: string, context: z.RefinementCtx): string[] {
  const proxies = text.split(',').map((proxy) => proxy.trim());
  for (const proxy of proxies.filter((name) => name !== '' && name !== 'loopback')) {
    const [address = '', bits = '0'] = proxy.split('/');
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits)) {
      context.addIssue({
        code: 'custom',
        message: `${proxy} is neither an address, a range nor \`loopback\``,
      });
    }
  }
  return proxies.filter(Boolean);
}

function nextPort(apiPort: number): number {
  return apiPort === 0 ? 0 : (apiPort % 65535) + 1;
}
