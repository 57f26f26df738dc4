import type { Quality } from './fetch-project.ts';
import type { GraphQLClient } from './graphql-client.ts';

type Data = { startReconstructionWithError: { error: { message: string } | null } };

const operation = `mutation StartReconstruction($id: ID!, $options: ReconstructionOptions) {
  startReconstructionWithError(id: $id, options: $options) { error { message } }
}`;

/** Starts a reconstruction; answers with the sentence of the refusal, or null when it was started. */
export async function startReconstruction(
  client: GraphQLClient,
  { id, quality }: { id: string; quality: Quality },
): Promise<string | null> {
  const { startReconstructionWithError: start } = await client<Data>(operation, { id, options: { quality } });
  return start.error?.message ?? null;
}
