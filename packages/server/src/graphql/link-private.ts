import type { LinkOptions, Storage } from '../storage/bucket.ts';

/** Links to photos and models stay valid for this long. */
const LINK_SECONDS = 3 * 3600;

/** A link to an object in private storage, for a few hours. */
export function linkPrivate(
  storage: Storage,
  key: string,
  options: Omit<LinkOptions, 'expiresInSeconds'>,
): Promise<string> {
  return storage.private.link(key, { ...options, expiresInSeconds: LINK_SECONDS });
}
