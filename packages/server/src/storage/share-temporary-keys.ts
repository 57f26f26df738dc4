import type { GrantTerms, TemporaryKey } from './bucket.ts';

/** Grants a temporary key for everything below a prefix of a bucket. */
export type GrantPrefix = (prefix: string, terms: GrantTerms) => Promise<TemporaryKey>;

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
 * Wraps the granting of one bucket so that all uploads of a holder below a prefix share a key: a store's token service is asked
 * once for many askers at the same moment, and again only when the key has aged.
 */
export function shareTemporaryKeys(grant: GrantPrefix, now: () => Date): GrantPrefix {
  const held = new Map<string, Held>();

  const isFresh = (entry: Held, { expiresInSeconds }: GrantTerms) => {
    if (!entry.expiresAt) return true;
    return entry.expiresAt.getTime() - now().getTime() >= expiresInSeconds * 1000 * SHAREABLE_PART;
  };

  const grantAnew = async (prefix: string, terms: GrantTerms): Promise<TemporaryKey> => {
    const entry: Held = { key: grant(prefix, terms) };
    held.set(placeOf(prefix, terms), entry);
    try {
      const key = await entry.key;
      entry.expiresAt = key.expiresAt;
      return key;
    } catch (error) {
      held.delete(placeOf(prefix, terms));
      throw error;
    }
  };

  const dropExpired = () => {
    for (const [place, { expiresAt }] of held) if (expiresAt && expiresAt <= now()) held.delete(place);
  };

  return async (prefix, terms) => {
    const entry = held.get(placeOf(prefix, terms));
    if (entry && isFresh(entry, terms)) return entry.key;
    dropExpired();
    return grantAnew(prefix, terms);
  };
}

function placeOf(prefix: string, { holder }: GrantTerms): string {
  return `${holder} ${prefix}`;
}
