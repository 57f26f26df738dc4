import { createContext, type ReactNode, useContext } from 'react';
import type { GraphQLClient } from './graphql-client.ts';

const ApiContext = createContext<GraphQLClient | null>(null);

/** Hands the client to everything below. */
export function ApiProvider({ client, children }: { client: GraphQLClient; children: ReactNode }) {
  return <ApiContext value={client}>{children}</ApiContext>;
}

/** The client of the signed-in user. */
export function useApi(): GraphQLClient {
  const client = useContext(ApiContext);
  if (!client) throw new Error('useApi is called outside of ApiProvider.');
  return client;
}
