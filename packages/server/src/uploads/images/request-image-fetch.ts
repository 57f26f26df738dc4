import { newId } from '../../database/ids.ts';
import type { Fetcher } from '../../fetching/fetcher.ts';
import type { Image } from '../../images/image.ts';
import type { Project } from '../../projects/project.ts';
import type { ConfirmNeeds } from '../confirm-upload.ts';
import { readSource, type UploadSource } from '../read-source.ts';
import { imageFetchJob } from './fetch-image.ts';
import { imageUpload } from './image-upload.ts';
import { registerImages } from './register-images.ts';
import { recordFetch } from './wanted-fetches.ts';

interface Needs extends ConfirmNeeds {
  fetcher: Fetcher;
  now: () => Date;
}

/**
 * Registers a photo that the server is to fetch itself, and enqueues that. A photo that has arrived already is
 * left as it is; asked for again while it is fetched, the newer URL counts.
 */
export async function requestImageFetch(
  needs: Needs,
  project: Project,
  source: UploadSource,
): Promise<Image> {
  const { bucket, sourceUrl, ...announcement } = readSource(needs, source);
  const [image] = await registerImages(needs, project, { bucket, images: [announcement] });
  if (!image) throw new Error('Nothing was registered.');
  const wish = {
    imageId: image.id,
    id: newId(needs.now()),
    url: sourceUrl,
    token: source.token || null,
  };
  await needs.database.transaction().execute(async (trx) => {
    // Locked, so that a photo that arrives at this moment leaves no wish behind that nobody looks at.
    const current = await trx
      .selectFrom('images')
      .select('state')
      .where('id', '=', image.id)
      .forUpdate()
      .executeTakeFirst();
    if (!current || !imageUpload.awaited.includes(current.state)) return;
    await recordFetch(trx, wish);
    await needs.queue.send(trx, imageFetchJob, { imageId: image.id });
  });
  return image;
}
