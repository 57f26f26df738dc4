import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import {
  connectionOf,
  createWireImages,
  type ImageBehaviour,
  type ImageVariables,
  TIMED_OUT,
  type WireImages,
} from './wire-images.ts';
import { createWireLog, type WireLog, type WireStreams } from './wire-log.ts';
import { createWireMetaFiles, type MetaFileVariables, type WireMetaFiles } from './wire-meta-files.ts';
import { createWireTasks, type WireTasks } from './wire-tasks.ts';

/** For tests: an HTTP server with one project that serves the API calls of this client. */
export interface WireServer {
  endpoint: string;
  projectId: string;
  /** The events of the project. */
  log: WireLog;
  tasks: WireTasks;
  /** Bodies of all stored PUTs, in order. */
  storedBodies(): string[];
  /** Names of the images of the project. */
  imageNames(): string[];
  /** How often each operation was requested. */
  requests(): Record<string, number>;
  /** Registers an image that is never uploaded. */
  leaveBehind(name: string): void;
  /** Makes an image Invalid because nothing has arrived. */
  timeOut(name: string): void;
  close(): void;
}

/** Special behaviour of a wire server. */
export interface WireBehaviour extends ImageBehaviour {
  /** Whether to break the connection after the n-th operation of this kind, counted from 1. */
  losesAnswer(operation: string, times: number): boolean;
  streams(): WireStreams;
}

/** Variables of all operations. */
interface Variables extends ImageVariables, MetaFileVariables {
  id?: string;
  name?: string;
  password?: string;
}

const PROJECT_ID = '0123456789abcdef01234567';
const USUAL: WireBehaviour = {
  nowMs: Date.now,
  ttlSeconds: 3 * 3600,
  onPut: (name) => (name === 'slow.jpg' ? 'neverAnswer' : 'take'),
  losesAnswer: () => false,
  checkingMs: 0,
  streams: () => 'live',
};
const PROJECT = {
  id: PROJECT_ID,
  name: 'Roof',
  date: '2026-03-01T12:00:00Z',
  numImage: 0,
  taskState: null,
  imageCounts: [],
};
const ENGINE = {
  name: 'colmap',
  title: 'COLMAP',
  version: '3.8',
  abilities: ['mesh'],
  problem: null,
  default: true,
};

/** A project and its server. */
interface Wire {
  endpoint: string;
  images: WireImages;
  metaFiles: WireMetaFiles;
  tasks: WireTasks;
}

/** Handlers by the first field of an operation. */
const ANSWERS: Record<string, (wire: Wire, variables: Variables) => object> = {
  getGeoIPInfo: () => ({
    getGeoIPInfo: {
      nearestBuckets: [{ bucket: 'local', cloud: 'S3' }],
      nearestMetaBuckets: [{ bucket: 'local', cloud: 's3' }],
    },
  }),
  hasMetaFile: ({ metaFiles }, variables) => ({ project: { hasMetaFile: metaFiles.findReady(variables) } }),
  'metaFile(': ({ metaFiles }, variables) => ({ project: { metaFile: metaFiles.find(variables) } }),
  uploadMetaFileS3: ({ metaFiles, endpoint }, variables) => ({
    uploadMetaFileS3: metaFiles.register(endpoint, variables),
  }),
  hasImages: ({ images }, variables) => images.find(variables),
  uploadImages: ({ images }, variables) => images.register(variables),
  allImages: ({ images }, variables) => ({ project: { allImages: images.list(variables) } }),
  allProjects: () => ({ my: { allProjects: connectionOf([PROJECT]) } }),
  createProject: (_wire, { name = '' }) => ({ createProject: { id: PROJECT_ID, name } }),
  getUserToken: (_wire, { password }) => ({ getUserToken: password === 'wrong' ? null : 'token' }),
  revokeUserToken: () => ({ revokeUserToken: true }),
  versions: () => ({ versions: { api: '2.7' }, my: { self: { username: 'mira' } } }),
  engines: () => ({ support: { engines: [ENGINE] } }),
  startReconstructionWithError: ({ tasks }) => {
    const task = tasks.start();
    tasks.runThrough();
    return { start: { error: null, task } };
  },
  preStartReconstruction: ({ tasks }) => {
    tasks.setWaiting(true);
    setTimeout(() => {
      tasks.start();
      tasks.runThrough();
    }, 20);
    return { start: { error: null, task: null } };
  },
  stopReconstruction: ({ tasks }) => {
    tasks.setWaiting(false);
    return { stopReconstruction: tasks.list()[0] ?? null };
  },
  preStarted: ({ tasks }) => ({ project: { preStarted: tasks.waiting(), tasks: tasks.list() } }),
  downloads: ({ endpoint }) => ({ project: { downloads: connectionOf([modelAt(endpoint)]) } }),
  'log(': () => ({ project: { task: { log: { lines: [{ number: 1, text: 'begun' }], lastNumber: 1 } } } }),
  tasks: ({ tasks }) => ({ project: { tasks: tasks.list() } }),
  project: (_wire, { id }) => ({ project: id === PROJECT_ID ? PROJECT : null }),
};

/**
 * A photo whose bytes say `unusable` becomes Invalid, one whose name begins with `refused` can't be registered, and
 * the PUT of one called `slow.jpg` is never answered. A started reconstruction runs to its end by itself.
 */
export async function startWireServer(behaviour: Partial<WireBehaviour> = {}): Promise<WireServer> {
  const behaves = { ...USUAL, ...behaviour };
  const log = createWireLog(PROJECT_ID, behaves.streams);
  const requests: Record<string, number> = {};
  const wire: Wire = {
    endpoint: '',
    images: createWireImages(behaves, log),
    metaFiles: createWireMetaFiles(log),
    tasks: createWireTasks(PROJECT_ID, log),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.endsWith('/events')) return log.answer(request, response);
    if (pathname.startsWith('/files/')) return response.end('bytes');
    if (request.method === 'PUT') {
      const [id, body] = [pathname.slice(1), await text(request)];
      const status = wire.metaFiles.put(id, body) ?? wire.images.put(id, body);
      if (status !== undefined) response.writeHead(status).end();
      return;
    }
    const { query, variables } = (await json(request)) as { query: string; variables: Variables };
    const operation = Object.keys(ANSWERS).find((name) => query.includes(name)) ?? 'unknown';
    const times = (requests[operation] ?? 0) + 1;
    requests[operation] = times;
    const body = JSON.stringify(answerTo(wire, operation, variables));
    if (behaves.losesAnswer(operation, times)) response.destroy();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // A client that aborts its request is not an error of the test.
      if (!request.destroyed) throw error;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  wire.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  wire.images.serveAt(wire.endpoint);
  return {
    endpoint: wire.endpoint,
    projectId: PROJECT_ID,
    log,
    tasks: wire.tasks,
    storedBodies: wire.images.bodies,
    imageNames: wire.images.names,
    requests: () => requests,
    leaveBehind: wire.images.leaveBehind,
    timeOut: (name) => wire.images.settle(name, TIMED_OUT),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerTo(wire: Wire, operation: string, variables: Variables): object {
  try {
    return { data: ANSWERS[operation]?.(wire, variables) ?? null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { data: null, errors: [{ message, extensions: { code: 'BAD_INPUT' } }] };
  }
}

function modelAt(endpoint: string) {
  const name = 'model.glb';
  return { name, state: 'Ready', size: 5, mtime: '2026-03-01T12:00:00Z', link: `${endpoint}/files/${name}` };
}
