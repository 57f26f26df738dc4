import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { TestApp } from './app.fixture.ts';

/** An event as queried by these tests. */
export interface EventAnswer {
  cursor: string;
  kind: string;
  subjectId: string;
  imageState?: string | null;
  errorCodes?: string[] | null;
  taskState?: string | null;
  step?: number | null;
  percent?: number | null;
  missingPhotos?: number | null;
}

/** Fields of an event, for a query. */
const EVENT = 'cursor kind subjectId imageState errorCodes taskState step percent missingPhotos';

/** Follows a project over a WebSocket; ends the subscription when the loop is left. */
export async function* overSocket(
  app: TestApp,
  pid: string,
  options: { after?: string; token?: string } = {},
): AsyncGenerator<EventAnswer, void> {
  const client = createClient({
    url: `${app.endpoint.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { key: app.credentials.key, altitoken: options.token ?? app.credentials.token },
  });
  const query = `subscription ($pid: ID!, $after: String) { projectEvents(pid: $pid, after: $after) { ${EVENT} } }`;
  try {
    const answers = client.iterate<{ projectEvents: EventAnswer }>({
      query,
      variables: { pid, after: options.after },
    });
    for await (const { data, errors } of answers) {
      if (errors) throw errors;
      if (data) yield data.projectEvents;
    }
  } finally {
    await client.dispose();
  }
}

/** Opens a WebSocket whose client does not read. */
export async function openSilentSocket(app: TestApp): Promise<WebSocket> {
  const socket = new WebSocket(`${app.endpoint.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.pause();
  return socket;
}

/** Opens a project's event stream over HTTP. */
export async function openStream(
  app: TestApp,
  pid: string,
  options: { after?: string; lastEventId?: string; token?: string; signal?: AbortSignal } = {},
): Promise<Response> {
  const { key, token } = app.credentials;
  const url = new URL(`/projects/${pid}/events`, app.endpoint);
  if (options.after) url.searchParams.set('after', options.after);
  const headers = { key, altitoken: options.token ?? token, origin: 'http://page.example' };
  const resumed = options.lastEventId ? { 'last-event-id': options.lastEventId } : {};
  return fetch(url, { headers: { ...headers, ...resumed }, signal: options.signal });
}

/** The same as a list of events; closes the stream when the loop is left. */
export async function* overStream(
  app: TestApp,
  pid: string,
  options: { after?: string; lastEventId?: string; token?: string } = {},
): AsyncGenerator<EventAnswer, void> {
  const leaving = new AbortController();
  const response = await openStream(app, pid, { ...options, signal: leaving.signal });
  let buffer = '';
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (buffer + chunk).split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data) yield JSON.parse(data) as EventAnswer;
      }
    }
  } finally {
    leaving.abort();
  }
}

/** All of them, once it has ended. */
export async function takeAll<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

/** Takes events up to and including the first match; later ones remain. */
export async function takeUntil<Item>(
  items: AsyncIterable<Item>,
  fits: (item: Item) => boolean,
): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) {
    taken.push(item);
    if (fits(item)) return taken;
  }
  throw new Error(`It ended after ${JSON.stringify(taken)}.`);
}

/** A POST to a receiver, and its response. */
export interface Delivery {
  headers: Record<string, string | string[] | undefined>;
  body: string;
  status: number;
}

/** A receiver of webhooks on this machine; `answerWith` has statuses for the next deliveries, then 204. */
export async function startReceiver() {
  const deliveries: Delivery[] = [];
  const answerWith: number[] = [];
  const server = createServer(async (request, response) => {
    const status = answerWith.shift() ?? 204;
    deliveries.push({ headers: request.headers, body: await text(request), status });
    if (!receiver.silent) response.writeHead(status, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver = {
    /** Accepts deliveries without responding. */
    silent: false,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    deliveries,
    answerWith,
    /** The accepted events, in order. */
    takenEvents: () =>
      deliveries
        .filter(({ status }) => status === 204)
        .flatMap(({ body }) => (JSON.parse(body) as { events: EventAnswer[] }).events),
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

/** The whole log of a project after a cursor, read page by page. */
export async function readLog(app: TestApp, pid: string, after = '', first = 100): Promise<EventAnswer[]> {
  const query = `query ($pid: ID!, $after: String, $first: Int) { project(id: $pid) {
    events(after: $after, first: $first) { pageInfo { hasNextPage endCursor } edges { node { ${EVENT} } } } } }`;
  interface Connection {
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: EventAnswer }[];
  }
  const { project } = await app.ask<{ project: { events: Connection } }>(query, { pid, after, first });
  const { pageInfo, edges } = project.events;
  const page = edges.map(({ node }) => node);
  return pageInfo.hasNextPage ? [...page, ...(await readLog(app, pid, pageInfo.endCursor, first))] : page;
}

/** The newest cursor of a project. */
export async function endOfLog(app: TestApp, pid: string): Promise<string> {
  const query = 'query ($pid: ID!) { project(id: $pid) { eventCursor } }';
  return (await app.ask<{ project: { eventCursor: string } }>(query, { pid })).project.eventCursor;
}
