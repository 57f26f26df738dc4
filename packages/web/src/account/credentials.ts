import type { Credentials } from '../api/open-api.ts';

const STORAGE_KEY = 'tiepoint.credentials';

/**
 * The credentials in an address's fragment, `#key=…&token=…`; null when either is missing.
 * A fragment never reaches a server or its log.
 */
export function credentialsFromFragment(fragment: string): Credentials | null {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const key = parts.get('key')?.trim();
  const token = parts.get('token')?.trim();
  return key && token ? { key, token } : null;
}

/** Takes the credentials out of the page's address, if present, and stores them; else returns the stored ones. */
export function takeCredentials(): Credentials | null {
  const given = credentialsFromFragment(window.location.hash);
  if (!given) return keptCredentials();
  keepCredentials(given);
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return given;
}

/** Stores the credentials in this browser. */
export function keepCredentials(credentials: Credentials): void {
  window.localStorage.setItem(STORAGE_KEY, new URLSearchParams(credentials).toString());
}

/** Removes the stored credentials. */
export function forgetCredentials(): void {
  window.localStorage.removeItem(STORAGE_KEY);
}

function keptCredentials(): Credentials | null {
  return credentialsFromFragment(window.localStorage.getItem(STORAGE_KEY) ?? '');
}
