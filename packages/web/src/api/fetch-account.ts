import type { GraphQLClient } from './graphql-client.ts';

/** The user behind the credentials. */
export type Account = { username: string };

/** The user, or null when the key or the token is not valid. */
export async function fetchAccount(client: GraphQLClient, signal?: AbortSignal): Promise<Account | null> {
  const { my } = await client<{ my: { self: Account | null } }>('{ my { self { username } } }', {}, signal);
  return my.self;
}
