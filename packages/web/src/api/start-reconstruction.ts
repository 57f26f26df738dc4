import type { ReconstructionOptions, StartError, StartPolicy } from '@tiepoint/protocol';
import type { GraphQLClient } from './graphql-client.ts';

/** What to reconstruct and when: at once where `policy` is null. */
export type StartRequest = { options: ReconstructionOptions; policy: StartPolicy | null };

/** Why nothing was started, as a sentence, and which option or condition it is about. */
export type Refusal = Pick<StartError, 'message'> & { option: string | null };

type Answer = { error: Refusal | null };

const startNow = `mutation Start($id: ID!, $options: ReconstructionOptions) {
  startReconstructionWithError(id: $id, options: $options) { error { message option } }
}`;

const startLater = `mutation StartLater($id: ID!, $options: ReconstructionOptions, $policy: StartPolicy) {
  preStartReconstruction(id: $id, options: $options, policy: $policy) { error { message option } }
}`;

/** Starts a reconstruction, or has it start by itself; answers with the refusal, or null where there was none. */
export async function startReconstruction(
  client: GraphQLClient,
  { id, options, policy }: { id: string } & StartRequest,
): Promise<Refusal | null> {
  if (policy !== null) {
    const data = await client<{ preStartReconstruction: Answer }>(startLater, { id, options, policy });
    return data.preStartReconstruction.error;
  }
  const data = await client<{ startReconstructionWithError: Answer }>(startNow, { id, options });
  return data.startReconstructionWithError.error;
}
