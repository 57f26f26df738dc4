import type * as protocol from '@tiepoint/protocol';
import type { GraphQLClient } from './graphql-client.ts';

/** A program that makes models on this server. */
export type Engine = Pick<
  protocol.Engine,
  'name' | 'title' | 'version' | 'abilities' | 'problem' | 'default'
>;

const operation = '{ support { engines { name title version abilities problem default } } }';

/** What models are made with here, the default first. */
export async function fetchEngines(client: GraphQLClient, signal?: AbortSignal): Promise<Engine[]> {
  const { support } = await client<{ support: { engines: Engine[] } }>(operation, {}, signal);
  return support.engines;
}
