import type { My } from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';

/**
 * The server and the authenticated user.
 *
 * @example
 * ```ts
 * const { apiVersion, username } = await client.greet();
 * console.log(username ? `${username}, API ${apiVersion}` : 'The server does not know this key and token.');
 * ```
 */
export interface Greeting {
  apiVersion: string;
  /** Undefined when the key or the token is invalid. */
  username?: string;
}

/** Calls about the current user. */
export function accountCalls(request: GraphqlRequest) {
  return {
    /** Tests the connection, without retries. */
    async greet(signal?: AbortSignal): Promise<Greeting> {
      const document = '{ versions { api } my { self { username } } }';
      interface Data {
        versions: { api: string };
        my: Pick<My, 'self'>;
      }
      const { versions, my } = await request<Data>({ document, idempotent: false, signal });
      return { apiVersion: versions.api, username: my.self?.username };
    },

    /** Exchanges email and password for a user token; undefined when they are wrong. */
    async signIn(email: string, password: string, signal?: AbortSignal): Promise<string | undefined> {
      const document =
        'mutation ($email: String!, $password: String!) { getUserToken(email: $email, password: $password) }';
      interface Data {
        getUserToken: string | null;
      }
      const variables = { email, password };
      const data = await request<Data>({ document, variables, idempotent: false, signal });
      return data.getUserToken ?? undefined;
    },

    /** Revokes the token of this client. */
    async signOut(signal?: AbortSignal): Promise<void> {
      await request({ document: 'mutation { revokeUserToken }', idempotent: false, signal });
    },
  };
}
