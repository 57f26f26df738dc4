import type { FastifyRequest } from 'fastify';
import { authenticate } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import type { RequestContext } from './context.ts';

/**
 * Makes the function that finds out what resolvers know of a request. Mercurius asks once more where that has failed, to
 * answer with the failure; that one must not fail, or the answer is none of the API's.
 */
export function createRequestDescriber(
  database: Database,
): (request: FastifyRequest) => Promise<RequestContext> {
  const failed = new WeakSet<FastifyRequest>();
  return async (request) => {
    const known = { origin: `${request.protocol}://${request.host}`, address: request.ip };
    if (failed.has(request)) return { ...known, caller: { app: false, user: undefined } };
    try {
      return { ...known, caller: await authenticate(database, request.headers) };
    } catch (error) {
      failed.add(request);
      throw error;
    }
  };
}
