import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashSecret, newSecret, sameSecret } from '../auth/secrets.ts';

const NAME = 'tiepoint_sign_in';
const SECRET = /^[0-9a-f]{40}$/;

/** The secret in this browser's cookie; undefined where it has none. */
export function readCookie(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim().split('='));
  const secret = cookies.find(([name]) => name === NAME)?.[1];
  return secret !== undefined && SECRET.test(secret) ? secret : undefined;
}

/** The secret in this browser's cookie, or a new one that it gets with the answer. */
export function ensureCookie(request: FastifyRequest, reply: FastifyReply): string {
  const secret = readCookie(request) ?? newSecret();
  writeCookie(request, reply, secret);
  return secret;
}

/** Gives the browser a secret until it is closed. Lax, as the first page is opened from an app's own. */
export function writeCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  reply.header('set-cookie', `${NAME}=${secret}; Path=/auth; HttpOnly; SameSite=Lax${secure}`);
}

/** What a form must carry, so that no other site can send it: only our own page knows the cookie's hash. */
export function formToken(secret: string): string {
  return hashSecret(`form ${secret}`).toString('hex');
}

/** Whether a form comes from our own page in this browser; gives the cookie's secret then. */
export function readFormCookie(request: FastifyRequest): string | undefined {
  const secret = readCookie(request);
  const sent = (request.body as Record<string, unknown> | undefined)?.form;
  return secret && typeof sent === 'string' && sameSecret(sent, formToken(secret)) ? secret : undefined;
}
