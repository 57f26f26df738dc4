import { eachItem } from '../api/page.ts';
import type { Api } from '../client.ts';
import type { Recipe } from './read-manifest.ts';

/**
 * How a project's photos differ from those of an earlier reconstruction, by name.
 *
 * @example
 * ```ts
 * import type { PhotoDifferences } from '@tiepoint/client';
 *
 * const isSame = ({ missing, extra }: PhotoDifferences) => missing.length === 0 && extra.length === 0;
 * console.log(isSame({ missing: ['a.jpg'], extra: [] }));
 * ```
 */
export interface PhotoDifferences {
  /** No longer in the project, or not Ready. */
  missing: string[];
  /** Ready in the project, but not part of the reconstruction. */
  extra: string[];
}

/** A project, and the photos to compare it with. */
interface PhotoComparison {
  client: Pick<Api, 'listImages'>;
  projectId: string;
  /** Those of a manifest. */
  photos: Recipe['photos'];
  signal?: AbortSignal;
}

/** Maximum number of images per request of the API. */
const PAGE_SIZE = 1000;

/**
 * Compares the Ready photos of a project with those of a manifest, by their SHA-1.
 *
 * @example
 * ```ts
 * import { comparePhotos } from '@tiepoint/client';
 *
 * const photosOfTheManifest = [{ name: 'a.jpg', sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d' }];
 * const { missing, extra } = await comparePhotos({ client, projectId, photos: photosOfTheManifest });
 * console.log('The project lacks', missing, 'and has beside', extra);
 * ```
 */
export async function comparePhotos({
  client,
  projectId,
  photos,
  signal,
}: PhotoComparison): Promise<PhotoDifferences> {
  const wanted = new Map(photos.map(({ sha1, name }) => [sha1, name]));
  const extra: string[] = [];
  const fetchPage = (after: string | undefined) =>
    client.listImages({ projectId, filter: 'Ready', first: PAGE_SIZE, after }, signal);
  for await (const { checksum, name } of eachItem(fetchPage)) {
    if (!wanted.delete(checksum ?? '')) extra.push(name);
  }
  return { missing: [...wanted.values()], extra };
}
