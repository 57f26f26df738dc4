import type { Api } from '@tiepoint/client';
import { WEB_APP_KEY } from '@tiepoint/protocol';
import { type Credentials, openApi } from './open-api.ts';

/** Exchanges email and password for credentials; null when they are wrong. */
export async function signInByPassword(email: string, password: string): Promise<Credentials | null> {
  const token = await openApi({ key: WEB_APP_KEY, token: '' }).signIn(email, password);
  return token === undefined ? null : { key: WEB_APP_KEY, token };
}

/** Revokes a token that this page has obtained. A token that a user has entered is used elsewhere, and is kept. */
export async function revokeOwnToken(api: Api, { key }: Credentials): Promise<void> {
  if (key === WEB_APP_KEY) await api.signOut();
}
