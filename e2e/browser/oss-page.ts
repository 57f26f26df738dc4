import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A page of somebody else's website, which has loaded Alibaba's SDKs. */
export interface OssPage extends AsyncDisposable {
  readonly link: string;
}

/** The SDKs' builds for browsers, by their paths on the website. */
const SCRIPTS = new Map([
  ['/ali-oss.js', fileURLToPath(import.meta.resolve('ali-oss/dist/aliyun-oss-sdk.min.js'))],
  ['/aliyun-sdk.js', fileURLToPath(import.meta.resolve('aliyun-sdk/dist/aliyun-sdk.min.js'))],
]);

const TAGS = [...SCRIPTS.keys()].map((path) => `<script src="${path}"></script>`).join('');

const HTML = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Upload</title>${TAGS}`;

/** Serves the page from an origin of its own. */
export async function serveOssPage(): Promise<OssPage> {
  const server = createServer(async (request, response) => {
    const script = SCRIPTS.get(request.url ?? '');
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? await readFile(script) : HTML);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    link: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
