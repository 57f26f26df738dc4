import type { GraphQLClient } from './graphql-client.ts';

/** Stops the reconstruction of a project that waits or runs, and one that was to start by itself. */
export async function stopReconstruction(client: GraphQLClient, { id }: { id: string }): Promise<void> {
  await client('mutation Stop($id: ID!) { stopReconstruction(id: $id) { id } }', { id });
}
