/** What an object in an upload bucket is called. */
export interface UploadPlace {
  projectId: string;
  filename: string;
}

/** Where a client puts something, in an upload bucket: below its project, in a folder where one is given. */
export function formatUploadKey({ projectId, filename }: UploadPlace, folder?: string): string {
  return [projectId, ...(folder === undefined ? [] : [folder]), filename].join('/');
}

/** Reads what `formatUploadKey` has written; undefined for a key that is below no project. */
export function readUploadKey(key: string): (UploadPlace & { folder?: string }) | undefined {
  const [projectId, ...path] = key.split('/');
  const filename = path.pop();
  if (!projectId || !filename) return undefined;
  return { projectId, filename, ...(path.length > 0 && { folder: path.join('/') }) };
}
