import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** File names that Vite makes carry a hash of their content: they never change. */
const IMMUTABLE = /\/assets\//;

/**
 * Serves the built page; every address that is no file is the page itself, which reads the address. Without
 * a built page the addresses say how to build it.
 */
export async function registerPages(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(folder);
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header(
          'cache-control',
          IMMUTABLE.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (!wantsPage) return reply.code(404).send({ error: 'There is nothing at this address.' });
    if (!built)
      return reply.code(503).type('text/plain').send('The page is not built: run `npm run setup`.\n');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
