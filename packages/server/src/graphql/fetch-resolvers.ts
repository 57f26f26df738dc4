import { requireUser } from '../auth/authenticate.ts';
import { DomainError } from '../errors/domain-error.ts';
import { createReachabilityTest } from '../fetching/test-reachability.ts';
import { requireProject } from '../projects/find-project.ts';
import { requestImageFetch } from '../uploads/request-image-fetch.ts';
import type { MutationResolvers, SupportResolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** Uploads that the server fetches itself. */
export function fetchMutations(needs: GraphqlNeeds) {
  return {
    uploadImageURL: async (_, { pid, ...source }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), pid);
      return requestImageFetch(needs, project, source);
    },
  } satisfies MutationResolvers;
}

/** Whether the server could fetch something. */
export function fetchSupport(needs: GraphqlNeeds) {
  const testReachability = createReachabilityTest(needs.fetcher);
  return {
    networkTest: (_, { url }, { caller }) => {
      if (!caller.app) throw new DomainError('UNAUTHENTICATED', 'Send a valid app key in the header `key`.');
      return testReachability(url ?? '');
    },
  } satisfies SupportResolvers;
}
