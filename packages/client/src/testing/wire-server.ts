import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';

/** For tests: an HTTP server with one project that answers the calls of an upload as the wire has it. */
export interface WireServer {
  endpoint: string;
  projectId: string;
  /** Bodies of all PUTs that were answered, in their order. */
  storedBodies(): string[];
  /** Registers an image whose upload never comes. */
  leaveBehind(name: string): void;
  close(): void;
}

interface WireImage {
  id: string;
  name: string;
  state: 'Pending' | 'Uploading' | 'Ready' | 'Invalid';
  checksum: string;
  error: string[] | null;
}

type Variables = Record<string, string>;

const PROJECT_ID = '0123456789abcdef01234567';

/** A photo whose bytes say `unusable` becomes Invalid; the PUT of one called `slow.jpg` is never answered. */
export async function startWireServer(): Promise<WireServer> {
  const images: WireImage[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'PUT') {
      const image = images.find(({ id }) => `/${id}` === url.pathname);
      const body = await text(request);
      if (!image || image.name === 'slow.jpg') return;
      bodies.push(body);
      Object.assign(image, verdict(body));
      response.writeHead(200).end();
      return;
    }
    const answer = answerTo(await readOperation(request), images, endpoint());
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: answer }));
  });
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: endpoint(),
    projectId: PROJECT_ID,
    storedBodies: () => bodies,
    leaveBehind: (name) => void register(images, { filename: name, checksum: '0'.repeat(40) }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readOperation(request: IncomingMessage): Promise<{ query: string; variables: Variables }> {
  return (await json(request)) as { query: string; variables: Variables };
}

function answerTo(
  { query, variables }: { query: string; variables: Variables },
  images: WireImage[],
  endpoint: string,
) {
  if (query.includes('getGeoIPInfo')) {
    return { getGeoIPInfo: { nearestBuckets: [{ bucket: 'local', cloud: 'S3' }] } };
  }
  if (query.includes('hasImage')) {
    const present = images.find(
      ({ checksum, state }) => checksum === variables.checksum && state === 'Ready',
    );
    return { hasImage: present ?? null };
  }
  if (query.includes('uploadImageS3')) {
    const image = register(images, variables);
    return { uploadImageS3: { url: `${endpoint}/${image.id}`, image } };
  }
  if (query.includes('startImageUpload')) {
    const image = images.find(({ id }) => id === variables.id);
    if (image) image.state = 'Uploading';
    return { startImageUpload: image ?? null };
  }
  if (query.includes('allImages')) return { project: { allImages: listImages(images, variables.filter) } };
  return { project: variables.id === PROJECT_ID ? { id: PROJECT_ID } : null };
}

function register(images: WireImage[], { filename = '', checksum = '' }: Variables): WireImage {
  const id = `image-${images.length}`;
  const image: WireImage = { id, name: filename, state: 'Pending', checksum, error: null };
  images.push(image);
  return image;
}

function listImages(images: WireImage[], filter: string | undefined) {
  const inFlight = ({ state }: WireImage) => state === 'Pending' || state === 'Uploading';
  const listed = images.filter((image) => (filter === 'Pending' ? inFlight(image) : image.state === filter));
  return {
    totalCount: listed.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: listed.map((node) => ({ node })),
  };
}

function verdict(body: string): Pick<WireImage, 'state' | 'error'> {
  return body === 'unusable'
    ? { state: 'Invalid', error: ['It can not be used.'] }
    : { state: 'Ready', error: null };
}
