import { eachItem } from '../api/page.ts';
import type { Api } from '../client.ts';
import type { Recipe } from './read-manifest.ts';

/** In what a project's photos differ from those of an earlier reconstruction, by name. */
export interface PhotoDifferences {
  /** The project has them no longer, or they are not Ready. */
  missing: string[];
  /** They are Ready in the project, and were not part of it. */
  extra: string[];
}

/** Most images that the API gives at a time. */
const PAGE_SIZE = 1000;

/** Compares the Ready photos of a project with those of a manifest, by their SHA-1. */
export async function comparePhotos(
  client: Pick<Api, 'listImages'>,
  projectId: string,
  { photos }: Pick<Recipe, 'photos'>,
  signal?: AbortSignal,
): Promise<PhotoDifferences> {
  const wanted = new Map(photos.map(({ sha1, name }) => [sha1, name]));
  const extra: string[] = [];
  const fetchPage = (after: string | undefined) =>
    client.listImages({ projectId, filter: 'Ready', first: PAGE_SIZE, after }, signal);
  for await (const { checksum, name } of eachItem(fetchPage)) {
    if (!wanted.delete(checksum ?? '')) extra.push(name);
  }
  return { missing: [...wanted.values()], extra };
}
