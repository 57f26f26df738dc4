import type { Image } from '../../images/image.ts';
import { moveImage } from '../../images/move-image.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { imageUpload } from './image-upload.ts';

/** Ends an image that has not arrived within its deadline. What arrives later, or at this moment, brings it back. */
export async function timeOutImage(needs: ConfirmNeeds, image: Image, message: string): Promise<void> {
  const faults = [{ code: 'TimedOut' as const, message }];
  const ended = await moveImage(needs.database, image.id, {
    from: imageUpload.awaited,
    to: 'Invalid',
    faults,
  });
  if (ended) await confirmUpload(needs, imageUpload, ended);
}
