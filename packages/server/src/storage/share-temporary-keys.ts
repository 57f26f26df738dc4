import type { TemporaryKey } from './bucket.ts';

/** Grants a temporary key for everything below a prefix of a bucket. */
export type GrantPrefix = (prefix: string, expiresInSeconds: number) => Promise<TemporaryKey>;

interface Held {
  key: Promise<TemporaryKey>;
  /** Unknown while it is being granted. */
  expiresAt?: Date;
}

/**
 * A key is handed out again while it has at least this part of its life before it. Clients take a new one when
 * half an hour of an hour is left: what they are given must be good for clearly longer than that.
 */
const SHAREABLE_PART = 0.75;

/**
 * Wraps the granting of one bucket so that all uploads below a prefix share a key: a store's token service is asked
 * once for many askers at the same moment, and again only when the key has aged.
 */
export function shareTemporaryKeys(grant: GrantPrefix, now: () => Date): GrantPrefix {
  const held = new Map<string, Held>();

  const isFresh = (entry: Held, expiresInSeconds: number) => {
    if (!entry.expiresAt) return true;
    return entry.expiresAt.getTime() - now().getTime() >= expiresInSeconds * 1000 * SHAREABLE_PART;
  };

  const grantAnew = async (prefix: string, expiresInSeconds: number): Promise<TemporaryKey> => {
    const entry: Held = { key: grant(prefix, expiresInSeconds) };
    held.set(prefix, entry);
    try {
      const key = await entry.key;
      entry.expiresAt = key.expiresAt;
      return key;
    } catch (error) {
      held.delete(prefix);
      throw error;
    }
  };

  const dropExpired = () => {
    for (const [prefix, { expiresAt }] of held) if (expiresAt && expiresAt <= now()) held.delete(prefix);
  };

  return async (prefix, expiresInSeconds) => {
    const entry = held.get(prefix);
    if (entry && isFresh(entry, expiresInSeconds)) return entry.key;
    dropExpired();
    return grantAnew(prefix, expiresInSeconds);
  };
}
