import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';

/** For tests: an HTTP server with one project that answers the calls of an upload as the wire has it. */
export interface WireServer {
  endpoint: string;
  projectId: string;
  /** Bodies of all PUTs that were stored, in their order. */
  storedBodies(): string[];
  /** Names of the images that the project has. */
  imageNames(): string[];
  /** How often each operation was asked for. */
  requests(): Record<string, number>;
  /** Registers an image whose upload never comes. */
  leaveBehind(name: string): void;
  /** Makes an image Invalid because nothing has moved. */
  timeOut(name: string): void;
  close(): void;
}

/** What a wire server does otherwise than usual. */
export interface WireBehaviour {
  /** The server's clock. */
  nowMs(): number;
  ttlSeconds: number;
  /** What to do with a PUT of this image, the first one being 1: take it, or answer with a status. */
  onPut(name: string, times: number): 'take' | 'takeTooLate' | 'neverAnswer' | number;
  /** Whether to break the connection after an operation was done; the first one of its kind is 1. */
  losesAnswer(operation: string, times: number): boolean;
  /** How long photos are checked. */
  checkingMs: number;
}

interface WireImage {
  id: string;
  name: string;
  state: 'Pending' | 'Uploaded' | 'Ready' | 'Invalid';
  checksum: string;
  error: string[] | null;
  errorCodes: string[] | null;
  puts: number;
}

interface Variables {
  id?: string;
  checksums?: string[];
  images?: Array<{ filename: string; checksum: string }>;
  filter?: string;
}

interface State {
  endpoint: string;
  behaviour: WireBehaviour;
  images: WireImage[];
  bodies: string[];
  grants: number;
}

const PROJECT_ID = '0123456789abcdef01234567';
const OPERATIONS = ['getGeoIPInfo', 'hasImages', 'uploadImages', 'allImages', 'project'];
const TIMED_OUT = { state: 'Invalid', error: ['Nothing has moved.'], errorCodes: ['TimedOut'] };
const USUAL: WireBehaviour = {
  nowMs: Date.now,
  ttlSeconds: 3 * 3600,
  onPut: (name) => (name === 'slow.jpg' ? 'neverAnswer' : 'take'),
  losesAnswer: () => false,
  checkingMs: 0,
};

/**
 * A photo whose bytes say `unusable` becomes Invalid, one whose name begins with `refused` can't be registered, and
 * the PUT of one called `slow.jpg` is never answered.
 */
export async function startWireServer(behaviour: Partial<WireBehaviour> = {}): Promise<WireServer> {
  const state: State = {
    endpoint: '',
    behaviour: { ...USUAL, ...behaviour },
    images: [],
    bodies: [],
    grants: 0,
  };
  const requests: Record<string, number> = {};
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'PUT') {
      const status = await takePut(state, request);
      if (status !== undefined) response.writeHead(status).end();
      return;
    }
    const { query, variables } = (await json(request)) as { query: string; variables: Variables };
    const operation = OPERATIONS.find((name) => query.includes(name)) ?? 'unknown';
    const times = (requests[operation] ?? 0) + 1;
    requests[operation] = times;
    const body = JSON.stringify(answerTo(state, operation, variables));
    if (state.behaviour.losesAnswer(operation, times)) response.destroy();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // A client that gives up in the middle of its request is no fault of the test.
      if (!request.destroyed) throw error;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint: state.endpoint,
    projectId: PROJECT_ID,
    storedBodies: () => state.bodies,
    imageNames: () => state.images.map(({ name }) => name),
    requests: () => requests,
    leaveBehind: (name) => void register(state, { filename: name, checksum: '0'.repeat(40) }),
    timeOut(name) {
      for (const image of state.images) if (image.name === name) Object.assign(image, TIMED_OUT);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Undefined where there is no answer. */
async function takePut(state: State, request: IncomingMessage): Promise<number | undefined> {
  const id = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.slice(1);
  const image = state.images.find((one) => one.id === id);
  const body = await text(request);
  if (!image) return 404;
  image.puts++;
  const outcome = state.behaviour.onPut(image.name, image.puts);
  if (outcome === 'neverAnswer') return undefined;
  if (typeof outcome === 'number') return outcome;
  state.bodies.push(body);
  if (outcome === 'takeTooLate') Object.assign(image, TIMED_OUT);
  else check(state, image, body);
  return 200;
}

function check(state: State, image: WireImage, body: string): void {
  const unusable = { state: 'Invalid', error: ['It can not be used.'], errorCodes: ['NotAnImage'] };
  const settle = () => void Object.assign(image, body === 'unusable' ? unusable : { state: 'Ready' });
  image.state = 'Uploaded';
  if (state.behaviour.checkingMs === 0) settle();
  else setTimeout(settle, state.behaviour.checkingMs);
}

function answerTo(state: State, operation: string, variables: Variables): object {
  const { images } = state;
  switch (operation) {
    case 'getGeoIPInfo':
      return { data: { getGeoIPInfo: { nearestBuckets: [{ bucket: 'local', cloud: 'S3' }] } } };
    case 'hasImages': {
      const arrived = images.filter((image) => image.state === 'Ready' || image.state === 'Uploaded');
      const present = new Map(arrived.map((image) => [image.checksum, image]));
      return { data: { hasImages: variables.checksums?.map((sum) => present.get(sum) ?? null) } };
    }
    case 'uploadImages':
      return uploadImages(state, variables.images ?? []);
    case 'allImages':
      return { data: { project: { allImages: listImages(images, variables.filter) } } };
    default:
      return { data: { project: variables.id === PROJECT_ID ? { id: PROJECT_ID } : null } };
  }
}

function uploadImages(state: State, announced: NonNullable<Variables['images']>): object {
  const refused = announced.find(({ filename }) => filename.startsWith('refused'));
  if (refused) {
    const message = 'The name can not be taken.';
    return { data: null, errors: [{ message, extensions: { code: 'BAD_INPUT' } }] };
  }
  const { nowMs, ttlSeconds } = state.behaviour;
  const life = { serverTime: new Date(nowMs()).toISOString(), ttlSeconds };
  const grants = announced.map((announcement) => {
    const image = register(state, announcement);
    return { url: `${state.endpoint}/${image.id}?grant=${state.grants++}`, ...life, image };
  });
  return { data: { uploadImages: grants } };
}

function register({ images }: State, announced: { filename: string; checksum: string }): WireImage {
  const fresh = { state: 'Pending', error: null, errorCodes: null } as const;
  const known = images.find(({ checksum }) => checksum === announced.checksum);
  if (known) return known.state === 'Invalid' ? Object.assign(known, fresh) : known;
  const { filename: name, checksum } = announced;
  const image: WireImage = { id: `image-${images.length}`, name, checksum, puts: 0, ...fresh };
  images.push(image);
  return image;
}

function listImages(images: WireImage[], filter: string | undefined) {
  const inFlight = ({ state }: WireImage) => state === 'Pending' || state === 'Uploaded';
  const listed = images.filter((image) => (filter === 'Pending' ? inFlight(image) : image.state === filter));
  return {
    totalCount: listed.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: listed.map((node) => ({ node })),
  };
}
