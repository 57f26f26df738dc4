import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { parsePrivateRanges } from '../config/private-ranges.ts';
import { listen } from '../processes/listen.ts';
import { type FetchRefusal, FetchRefused } from './fetch-refused.ts';
import { createFetcher, type FetchRequest } from './fetcher.ts';
import type { Resolve } from './find-target.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close();
});

const loopback = parsePrivateRanges('loopback');
const never = new AbortController().signal;
const LIMITS = { maxSeconds: 10, maxBytes: 1000 };

/** A server on 127.0.0.1; gives its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  return listen(server, { host: '127.0.0.1', port: 0, flag: '' });
}

async function listenTcp(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function fetchLocal(
  request: Omit<FetchRequest, keyof typeof LIMITS> & Partial<typeof LIMITS>,
  resolve?: Resolve,
) {
  return createFetcher({ privateRanges: loopback, resolve }).fetch({ ...LIMITS, ...request }, never);
}

function because(reason: FetchRefusal) {
  return (error: unknown) => {
    assert.ok(error instanceof FetchRefused, String(error));
    assert.equal(error.reason, reason);
    return true;
  };
}

test('a GET asks for the plain bytes at the path as it was written, in UTF-8', async () => {
  const port = await serve((request, response) => {
    const { host, 'accept-encoding': encoding, connection } = request.headers;
    response
      .setHeader('x-kind', 'test')
      .end([request.method, request.url, host, encoding, connection].join(' '));
  });
  const answer = await fetchLocal({ url: `http://127.0.0.1:${port}/a//b/ä ö.jpg?größe=1` });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['x-kind'], 'test');
  assert.equal(
    await text(answer.body),
    `GET /a//b/%C3%A4%20%C3%B6.jpg?gr%C3%B6%C3%9Fe=1 127.0.0.1:${port} identity close`,
  );
});

test('a POST carries its body, and a redirect is its answer', async () => {
  const port = await serve(async (request, response) => {
    response
      .writeHead(307, { location: '/elsewhere' })
      .end(`${request.headers['content-length']} ${await text(request)}`);
  });
  const url = `http://127.0.0.1:${port}/`;
  const answer = await fetchLocal({ url, method: 'POST', body: 'grüße', maxRedirects: 3 });
  assert.equal(answer.status, 307);
  assert.equal(await text(answer.body), '7 grüße');
});

test('a name is connected to by the addresses that were checked, however often it changes', async () => {
  const port = await serve((request, response) => response.end(request.headers.host));
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  let asked = 0;
  const resolve: Resolve = async () =>
    (answers[asked++] ?? ['10.0.0.1']).map((address) => ({ address, family: 4 }));
  const { body } = await fetchLocal({ url: `http://rebinding.example:${port}/` }, resolve);
  assert.equal(await text(body), `rebinding.example:${port}`);
  assert.equal(asked, 1);
  const again = fetchLocal({ url: `http://rebinding.example:${port}/` }, resolve);
  await assert.rejects(again, because('PrivateAddress'));
});

test('of several addresses only the allowed ones are connected to', async () => {
  const port = await serve((_, response) => response.end('here'));
  const resolve: Resolve = async () => [
    { address: '10.0.0.1', family: 4 },
    { address: 'fd00::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ];
  assert.equal(
    await text((await fetchLocal({ url: `http://mixed.example:${port}/` }, resolve)).body),
    'here',
  );
});

test('a name of the internet is asked at the ports of the web only, and an unknown one is told', async () => {
  const resolve: Resolve = async () => [{ address: '1.1.1.1', family: 4 }];
  await assert.rejects(fetchLocal({ url: 'http://example.com:8080/' }, resolve), because('PortNotAllowed'));
  const unknown: Resolve = async () => {
    throw new Error('ENOTFOUND');
  };
  await assert.rejects(fetchLocal({ url: 'http://example.com/' }, unknown), because('Unresolvable'));
});

test('redirects are followed three times, relative, absolute and in raw UTF-8', async () => {
  const port = await serve((request, response) => {
    const step = Number(request.url?.split('/').pop());
    if (step === 0) return response.end(request.url);
    const location = step % 2 ? `http://127.0.0.1:${port}/ä//${step - 1}` : `ö/../${step - 1}`;
    response.writeHead(302, { location: Buffer.from(location).toString('latin1') }).end('ignored');
  });
  const url = (step: number) => `http://127.0.0.1:${port}/${step}`;
  const answer = await fetchLocal({ url: url(3) });
  assert.equal(answer.url, `http://127.0.0.1:${port}/%C3%A4//0`);
  assert.equal(await text(answer.body), '/%C3%A4//0');
  await assert.rejects(fetchLocal({ url: url(4) }), because('TooManyRedirects'));
  assert.equal((await fetchLocal({ url: url(1), maxRedirects: 0 })).status, 302);
});

test('a redirect to a private address, another scheme or a password is refused', async () => {
  const targets: [string, FetchRefusal][] = [
    ['http://169.254.169.254/latest/meta-data', 'PrivateAddress'],
    ['http://private.example/', 'PrivateAddress'],
    ['file:///etc/passwd', 'NotHttp'],
    ['http://a:b@127.0.0.1/', 'HasCredentials'],
    ['http://1.1.1.1:25/', 'PortNotAllowed'],
  ];
  const port = await serve((request, response) => {
    const [location = ''] = targets[Number(request.url?.slice(1))] ?? [];
    response.writeHead(301, { location }).end();
  });
  const resolve: Resolve = async () => [{ address: '192.168.1.1', family: 4 }];
  for (const [n, [, reason]] of targets.entries()) {
    await assert.rejects(fetchLocal({ url: `http://127.0.0.1:${port}/${n}` }, resolve), because(reason));
  }
});

test('a bearer token stays with its origin', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { location: `http://127.0.0.1:${port}/end` }).end();
  });
  const port = await serve((request, response) => {
    seen.push(request.headers.authorization);
    const next: Record<string, string> = { '/start': '/same', '/same': `http://127.0.0.1:${other}/` };
    const location = next[request.url ?? ''];
    response.writeHead(location ? 307 : 200, location ? { location } : {}).end();
  });
  const headers = { Authorization: 'Bearer secret' };
  const { status } = await fetchLocal({ url: `http://127.0.0.1:${port}/start`, headers });
  assert.equal(status, 200);
  assert.deepEqual(seen, ['Bearer secret', 'Bearer secret', undefined, undefined]);
});

test('a body that is announced or turns out to be too large is refused', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/announced') return response.end('x'.repeat(1001));
    response.write('x'.repeat(600));
    response.end('x'.repeat(401));
  });
  await assert.rejects(fetchLocal({ url: `http://127.0.0.1:${port}/announced` }), because('TooLarge'));
  const { body } = await fetchLocal({ url: `http://127.0.0.1:${port}/` });
  await assert.rejects(text(body), because('TooLarge'));
});

test('an answer that comes too slowly is refused before its headers, in its body, and where nobody reads it', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/silent') return;
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const request = { url: `http://127.0.0.1:${port}/silent`, maxSeconds: 0.2 };
  await assert.rejects(fetchLocal(request), because('TooSlow'));
  const { body } = await fetchLocal({ ...request, url: `http://127.0.0.1:${port}/drip` });
  await assert.rejects(text(body), because('TooSlow'));
  const ignored = await fetchLocal({ ...request, url: `http://127.0.0.1:${port}/drip` });
  await new Promise((done) => ignored.body.once('close', done));
  const stuck: Resolve = () => new Promise(() => {});
  await assert.rejects(
    fetchLocal({ url: 'http://slow.example/', maxSeconds: 0.1 }, stuck),
    because('TooSlow'),
  );
});

test('an answer that drips its headers or its body is refused after a window, one that pauses within a window is not', async () => {
  const drip = createTcpServer((socket) => {
    socket.on('error', () => {});
    const timer = setInterval(() => socket.write('x'), 20);
    socket.on('close', () => clearInterval(timer));
    socket.write('HTTP/1.1 200 OK\r\nx: ');
  });
  const headers = await listenTcp(drip);
  const port = await serve((request, response) => {
    const [size, ms] = request.url === '/drip' ? [1, 20] : [100, 60];
    let left = 6;
    const timer = setInterval(() => {
      response.write('x'.repeat(size));
      if (size > 1 && --left === 0) response.end();
    }, ms);
    response.on('close', () => clearInterval(timer));
  });
  const pace = { windowSeconds: 0.25, minBytesPerSecond: 200 };
  const fetcher = createFetcher({ privateRanges: loopback, pace });
  const open = (url: string) => fetcher.fetch({ ...LIMITS, url }, never);
  await assert.rejects(open(`http://127.0.0.1:${headers}/`), because('TooSlow'));
  await assert.rejects(text((await open(`http://127.0.0.1:${port}/drip`)).body), because('TooSlow'));
  assert.equal((await text((await open(`http://127.0.0.1:${port}/pauses`)).body)).length, 600);
});

test('an abort ends a fetch, its body too, with the reason of the caller', async () => {
  const port = await serve((_, response) => response.write('begun'));
  const fetcher = createFetcher({ privateRanges: loopback });
  const caller = new AbortController();
  const request = { ...LIMITS, url: `http://127.0.0.1:${port}/` };
  const { body } = await fetcher.fetch(request, caller.signal);
  const reading = text(body);
  caller.abort(new Error('removed'));
  await assert.rejects(reading, /removed/);
  await assert.rejects(fetcher.fetch(request, caller.signal), /removed/);
});

test('a connection that breaks in the body, and headers without end, are errors', async () => {
  const port = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  const { body } = await fetchLocal({ url: `http://127.0.0.1:${port}/` });
  await assert.rejects(text(body), because('ConnectionFailed'));
  const endless = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(64 * 1024)}`);
  });
  const endlessPort = await listenTcp(endless);
  await assert.rejects(fetchLocal({ url: `http://127.0.0.1:${endlessPort}/` }), because('ConnectionFailed'));
});
