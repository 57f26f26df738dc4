import type { FastifyInstance } from 'fastify';

/** Clients ask there whether they speak for staff, and take any error for a no. Old ones ask without `/graphql`. */
const PATHS = ['/super/graphql', '/super', '/sales/graphql', '/sales'];

/** Answers the APIs that staff has elsewhere: nobody is staff of a self-hosted server. */
export function registerStaffApis(app: FastifyInstance): void {
  const message = 'This API does not exist: a self-hosted server has no staff accounts.';
  const answer = { data: null, errors: [{ message, extensions: { code: 'NOT_FOUND' } }] };
  for (const path of PATHS) app.post(path, async () => answer);
}
