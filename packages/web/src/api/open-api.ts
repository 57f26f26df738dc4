import { type Api, type Connection, type ConnectionState, createApi } from '@tiepoint/client';

/** What a caller proves itself with: the app's key and the user's token. */
export type Credentials = Pick<Connection, 'key' | 'token'>;

/** The API of the server that this page comes from. */
export function openApi({ key, token }: Credentials, onConnection?: (state: ConnectionState) => void): Api {
  return createApi({ endpoint: window.location.origin, key, token, onConnection });
}
