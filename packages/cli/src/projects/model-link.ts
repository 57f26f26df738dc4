import type { Connection } from '@tiepoint/client';

/**
 * Link to a project's page with what the page needs to sign in. Key and token are in the fragment, which a browser
 * does not send: they stay out of the logs of servers and proxies.
 */
export function modelLink({ endpoint, key, token }: Connection, projectId: string): string {
  const fragment = new URLSearchParams({ key, token });
  return `${endpoint}/projects/${encodeURIComponent(projectId)}#${fragment}`;
}
