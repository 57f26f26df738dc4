import type { Connection } from '@tiepoint/client';

/** Link to a project's page, signed in. */
export function modelLink(connection: Connection, projectId: string): string {
  return signedInLink(connection, `/projects/${encodeURIComponent(projectId)}`);
}

/**
 * Link to a page with the credentials to sign in. They are in the fragment, which browsers do not send, so that they
 * stay out of the logs of servers and proxies.
 */
export function signedInLink({ endpoint, key, token }: Connection, path: string): string {
  return `${endpoint}${path}#${new URLSearchParams({ key, token })}`;
}
