import type { Database } from '../../database/database.ts';
import type { Image } from '../../images/image.ts';
import { moveImage } from '../../images/move-image.ts';

/** Notes that a client begins to send a photo. Said at any other moment it changes nothing. */
export async function startImageUpload(needs: { database: Database }, image: Image): Promise<Image> {
  const moved = await moveImage(needs.database, image.id, { from: 'Pending', to: 'Uploading' });
  return moved ?? image;
}
