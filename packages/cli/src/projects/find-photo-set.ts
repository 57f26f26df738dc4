import { type Api, eachItem, type ImageSummary } from '@tiepoint/client';

/** A project that holds these photos, all or some of them, and no others. */
export interface PhotoSetProject {
  projectId: string;
  /** Whether the server has checked every one of the photos. */
  complete: boolean;
}

/**
 * Finds the newest project of this name that was made from this set of photos, so that an earlier run is continued
 * instead of repeated. Photos are compared by their SHA-1.
 */
export async function findPhotoSet(
  client: Pick<Api, 'listProjects' | 'listImages'>,
  { name, checksums, signal }: { name: string; checksums: ReadonlySet<string>; signal: AbortSignal },
): Promise<PhotoSetProject | undefined> {
  const fetchPage = (after: string | undefined) => client.listProjects({ search: name, after }, signal);
  for await (const project of eachItem(fetchPage)) {
    if (project.name !== name || project.numImage > checksums.size) continue;
    const images = await listAllImages(client, project.id, signal);
    if (images.some(({ checksum }) => !checksum || !checksums.has(checksum))) continue;
    const checked = images.filter(({ state }) => state === 'Ready' || state === 'Invalid');
    return { projectId: project.id, complete: checked.length === checksums.size };
  }
  return undefined;
}

async function listAllImages(
  client: Pick<Api, 'listImages'>,
  projectId: string,
  signal: AbortSignal,
): Promise<ImageSummary[]> {
  const images: ImageSummary[] = [];
  const fetchPage = (after: string | undefined) =>
    client.listImages({ projectId, filter: 'All', first: 1000, after }, signal);
  for await (const image of eachItem(fetchPage)) images.push(image);
  return images;
}
