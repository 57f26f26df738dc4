/** The address of a project's page. */
export function projectPath(id: string): string {
  return `/projects/${encodeURIComponent(id)}`;
}

/** The address of a project's printable report. */
export function reportPath(id: string): string {
  return `${projectPath(id)}/report`;
}

/** The id in the address of a project's page; null for other addresses. */
export function projectIdFromPath(path: string): string | null {
  return readId(path, /^\/projects\/([^/]+)\/?$/);
}

/** The id in the address of a project's report; null for other addresses. */
export function reportIdFromPath(path: string): string | null {
  return readId(path, /^\/projects\/([^/]+)\/report\/?$/);
}

function readId(path: string, pattern: RegExp): string | null {
  const id = pattern.exec(path)?.[1];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    // Not an address of this page.
    return null;
  }
}
