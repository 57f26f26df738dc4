import type { FastifyInstance } from 'fastify';
import { exchangeCode, TokenRequestError } from '../auth/oauth/exchange-code.ts';
import { RateLimitedError } from '../auth/rate-limited-error.ts';
import type { Database } from '../database/database.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/**
 * Serves `POST /auth/token`, as a form or as JSON: an authorization code and its PKCE verifier for a token.
 * https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 */
export function registerTokenEndpoint(app: FastifyInstance, needs: Needs): void {
  app.post('/auth/token', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    try {
      const token = await exchangeCode(needs, request.body, request.ip);
      return { access_token: token, token_type: 'Bearer' };
    } catch (error) {
      if (error instanceof TokenRequestError) {
        return reply.code(400).send({ error: error.error, error_description: error.message });
      }
      if (error instanceof RateLimitedError) {
        reply.code(429).header('retry-after', error.retryAfterSeconds);
        return { error: 'temporarily_unavailable', error_description: error.message };
      }
      throw error;
    }
  });
}
