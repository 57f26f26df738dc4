import type { My } from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';

/**
 * Who answers, and who asked.
 *
 * @example
 * ```ts
 * const { apiVersion, username } = await client.greet();
 * console.log(username ? `${username}, API ${apiVersion}` : 'The server does not know this key and token.');
 * ```
 */
export interface Greeting {
  apiVersion: string;
  /** Undefined when the key or the token belongs to nobody. */
  username?: string;
}

/** Calls about who is asking. */
export function accountCalls(request: GraphqlRequest) {
  return {
    /** Finds out whether the connection works: asked once, without another try. */
    async greet(signal?: AbortSignal): Promise<Greeting> {
      const document = '{ versions { api } my { self { username } } }';
      interface Data {
        versions: { api: string };
        my: Pick<My, 'self'>;
      }
      const { versions, my } = await request<Data>({ document, repeatable: false, signal });
      return { apiVersion: versions.api, username: my.self?.username };
    },

    /** Exchanges email and password for a user token; undefined where they are wrong. */
    async signIn(email: string, password: string, signal?: AbortSignal): Promise<string | undefined> {
      const document =
        'mutation ($email: String!, $password: String!) { getUserToken(email: $email, password: $password) }';
      interface Data {
        getUserToken: string | null;
      }
      const variables = { email, password };
      const data = await request<Data>({ document, variables, repeatable: false, signal });
      return data.getUserToken ?? undefined;
    },

    /** Revokes the token that this client was made with. */
    async signOut(signal?: AbortSignal): Promise<void> {
      await request({ document: 'mutation { revokeUserToken }', repeatable: false, signal });
    },
  };
}
