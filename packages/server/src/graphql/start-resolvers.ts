import { requireUser } from '../auth/authenticate.ts';
import { preStartReconstruction } from '../reconstruction/starting/pre-start.ts';
import { startReconstruction } from '../reconstruction/starting/start.ts';
import { stopReconstruction } from '../reconstruction/tasks/stop.ts';
import type { MutationResolvers, ProjectResolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** Starts and stops reconstructions. */
export function startMutations(needs: GraphqlNeeds) {
  return {
    startReconstructionWithError: (_, { id, options }, { caller }) =>
      startReconstruction(needs, requireUser(caller), id, options),
    preStartReconstruction: (_, { id, ...asked }, { caller }) =>
      preStartReconstruction(needs, requireUser(caller), id, asked),
    stopReconstruction: async (_, { id }, { caller }) =>
      (await stopReconstruction(needs, requireUser(caller), id)) ?? null,
  } satisfies MutationResolvers;
}

/** What a project says of the start that waits. */
export const projectStart = {
  preStarted: (project) => project.prestart !== null,
  waitingStart: ({ prestart }) => prestart && { ...prestart.policy, options: prestart.options },
} satisfies ProjectResolvers;
