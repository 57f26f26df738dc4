/** The address of a project's page. */
export function projectPath(id: string): string {
  return `/projects/${encodeURIComponent(id)}`;
}

/** The id in the address of a project's page; null when it is the address of something else. */
export function projectIdFromPath(path: string): string | null {
  const id = /^\/projects\/([^/]+)\/?$/.exec(path)?.[1];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    // Not an address that this page has ever made.
    return null;
  }
}
