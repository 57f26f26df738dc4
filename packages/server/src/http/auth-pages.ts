import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allowRequest, denyRequest } from '../auth/oauth/answer-request.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from '../auth/oauth/authorization-request.ts';
import { redirectSource } from '../auth/oauth/redirect-uri.ts';
import { endSignInSession, findSignedIn, startSignInSession } from '../auth/oauth/sign-in-session.ts';
import { RateLimitedError } from '../auth/rate-limited-error.ts';
import { newSecret } from '../auth/secrets.ts';
import type { AccountNeeds } from '../auth/users/add-user.ts';
import { logIn } from '../auth/users/log-in.ts';
import { ensureCookie, formToken, readFormCookie, writeCookie } from './auth-cookie.ts';
import { consentContent, errorContent, logInContent } from './auth-page-content.ts';
import { AUTH_PAGE_STYLE_SOURCE } from './auth-page-style.ts';

/** One visit to one of the pages, its authorization request read and sound. */
interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
  query: string;
  authorization: AuthorizationRequest;
}

/**
 * Serves the pages of OAuth 2: `GET /auth/start` asks the user to log in and to consent, and sends the browser
 * back to the app with a token or a code. Each form carries the app's request along in its address, where it is
 * read and checked anew; no page needs a script.
 */
export function registerAuthPages(app: FastifyInstance, needs: AccountNeeds): void {
  const onVisit = (work: (visit: Visit) => Promise<FastifyReply>) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const query = queryOf(request);
      const read = await readAuthorizationRequest(needs.database, query);
      if (read.kind === 'mistaken') return reply.redirect(read.redirectTo, 303);
      if (read.kind === 'unknown') {
        return sendPage(reply, {
          status: 400,
          content: errorContent('This link does not work', read.message),
        });
      }
      return work({ request, reply, query, authorization: read.request });
    };
  };
  // A form of somebody else's, or of a page that was open for too long, does nothing.
  const onForm = (work: (visit: Visit, secret: string) => Promise<FastifyReply>) => {
    return onVisit(async (visit) => {
      const secret = readFormCookie(visit.request);
      return secret ? work(visit, secret) : sendStale(visit);
    });
  };
  app.get(
    '/auth/start',
    onVisit((visit) => start(needs, visit)),
  );
  app.post(
    '/auth/log-in',
    onForm((visit) => tryLogIn(needs, visit)),
  );
  app.post(
    '/auth/decide',
    onForm((visit, secret) => decide(needs, visit, secret)),
  );
  app.post(
    '/auth/log-out',
    onForm(async ({ request, reply, query }, secret) => {
      await endSignInSession(needs, secret);
      writeCookie(request, reply, newSecret());
      return reply.redirect(`/auth/start?${query}`, 303);
    }),
  );
}

async function start(needs: AccountNeeds, visit: Visit): Promise<FastifyReply> {
  const { request, reply, query, authorization } = visit;
  const secret = ensureCookie(request, reply);
  const form = { query, formToken: formToken(secret) };
  const user = await findSignedIn(needs, secret);
  const content = user ? consentContent(authorization, form, user) : logInContent(authorization, form);
  return sendPage(reply, { status: 200, content, authorization });
}

async function tryLogIn(needs: AccountNeeds, visit: Visit): Promise<FastifyReply> {
  const { request, reply, query, authorization } = visit;
  const { email, password } = readCredentials(request.body);
  const askAgain = (status: number, notice: string) => {
    const form = { query, formToken: formToken(ensureCookie(request, reply)) };
    const content = logInContent(authorization, form, { email, notice });
    return sendPage(reply, { status, content, authorization });
  };
  try {
    const user = await logIn(needs, { email, password, address: request.ip });
    if (!user) return askAgain(401, 'The email or the password is wrong.');
    // A new secret: one that was known before the login is worthless now.
    writeCookie(request, reply, await startSignInSession(needs, user));
    return reply.redirect(`/auth/start?${query}`, 303);
  } catch (error) {
    if (!(error instanceof RateLimitedError)) throw error;
    reply.header('retry-after', error.retryAfterSeconds);
    return askAgain(429, error.message);
  }
}

async function decide(needs: AccountNeeds, visit: Visit, secret: string): Promise<FastifyReply> {
  const { request, reply, authorization } = visit;
  const user = await findSignedIn(needs, secret);
  const { decision } = (request.body ?? {}) as { decision?: unknown };
  if (!user || (decision !== 'allow' && decision !== 'deny')) return sendStale(visit);
  noStore(reply);
  const allowed = decision === 'allow';
  const answer = allowed ? await allowRequest(needs, authorization, user) : denyRequest(authorization);
  return reply.redirect(answer, 303);
}

function sendStale({ reply, query, authorization }: Visit): FastifyReply {
  const message = 'This page was open for too long, or the browser blocks the cookies of this server.';
  const content = errorContent('Please start again', message, { query });
  return sendPage(reply, { status: 403, content, authorization });
}

function sendPage(
  reply: FastifyReply,
  {
    status,
    content,
    authorization,
  }: { status: number; content: string; authorization?: AuthorizationRequest },
): FastifyReply {
  // Browsers apply form-action to where a form's answer redirects to, too.
  const target = authorization ? ` ${redirectSource(authorization.redirectUri)}` : '';
  return noStore(reply)
    .code(status)
    .headers({
      'content-security-policy':
        `default-src 'none'; style-src ${AUTH_PAGE_STYLE_SOURCE}; img-src 'self'; ` +
        `form-action 'self'${target}; frame-ancestors 'none'; base-uri 'none'`,
      'x-frame-options': 'DENY',
    })
    .type('text/html; charset=utf-8')
    .send(content);
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
}

function queryOf(request: FastifyRequest): string {
  const start = request.url.indexOf('?');
  return start < 0 ? '' : request.url.slice(start + 1);
}

function readCredentials(body: unknown): { email: string; password: string } {
  const { email, password } = (body ?? {}) as Record<string, unknown>;
  return {
    email: typeof email === 'string' ? email : '',
    password: typeof password === 'string' ? password : '',
  };
}
