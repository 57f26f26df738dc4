import { WEB_APP_KEY } from '@tiepoint/protocol';
import { type Credentials, createGraphQLClient, type GraphQLClient } from './graphql-client.ts';

/** Exchanges email and password for credentials; null when they are wrong. */
export async function signInByPassword(email: string, password: string): Promise<Credentials | null> {
  const client = createGraphQLClient({ key: WEB_APP_KEY, token: '' });
  const { getUserToken } = await client<{ getUserToken: string | null }>(
    'mutation ($email: String!, $password: String!) { getUserToken(email: $email, password: $password) }',
    { email, password },
  );
  return getUserToken === null ? null : { key: WEB_APP_KEY, token: getUserToken };
}

/** Revokes a token that this page has fetched. One that a person has brought along is in use elsewhere, and stays. */
export async function revokeOwnToken(client: GraphQLClient, { key }: Credentials): Promise<void> {
  if (key === WEB_APP_KEY) await client('mutation { revokeUserToken }');
}
