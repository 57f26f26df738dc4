import { type Api, type Connection, type ConnectionState, createApi } from '@tiepoint/client';

/** The caller's credentials: the app key and the user token. */
export type Credentials = Pick<Connection, 'key' | 'token'>;

/** The API of the server that serves this page. */
export function openApi({ key, token }: Credentials, onConnection?: (state: ConnectionState) => void): Api {
  return createApi({ endpoint: window.location.origin, key, token, onConnection });
}
