import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** File names that Vite makes carry a hash of their content: they never change. */
const IMMUTABLE = /\/assets\//;

/**
 * Serves the built page; every address that is no file is the page itself, which reads the address. Without
 * a built page the addresses say how to build it.
 */
export async function registerPages(
  app: FastifyInstance,
  { folder, storageOrigin }: { folder: string; storageOrigin: string },
): Promise<void> {
  const built = existsSync(folder);
  const policy = policyFor(storageOrigin);
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header('content-security-policy', policy);
        reply.header(
          'cache-control',
          IMMUTABLE.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (!wantsPage) return reply.code(404).send({ error: 'There is no page at this address.' });
    if (!built)
      return reply.code(503).type('text/plain').send('The page is not built: run `npm run setup`.\n');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}

/**
 * What the page may load: its own files, and what the API links to in the object store. Nothing runs that is not a file
 * of this server, but WASM and workers that such a file makes.
 */
function policyFor(storageOrigin: string): string {
  return [
    "default-src 'none'",
    // Decoders of meshes and textures are WASM inside scripts.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self'",
    `img-src 'self' blob: ${storageOrigin}`,
    "font-src 'self'",
    `connect-src 'self' blob: ${storageOrigin}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
  ].join('; ');
}
