import { requireUser } from '../auth/authenticate.ts';
import { findProject } from '../projects/find-project.ts';
import { listProjects } from '../projects/list-projects.ts';
import { accountQueries } from './account-resolvers.ts';
import { toConnection } from './connection.ts';
import type { Viewer } from './context.ts';
import type { MyallProjectsArgs, Resolvers } from './generated.ts';
import { nearestBuckets } from './nearest-buckets.ts';
import type { GraphqlNeeds } from './needs.ts';

/** What can be asked without changing anything. */
export function queryResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Query' | 'My'> {
  const myProjects = async ({ caller }: Viewer, request: Partial<MyallProjectsArgs>) =>
    toConnection(await listProjects(needs.database, requireUser(caller), request));
  return {
    Query: {
      hello: () => 'Hello from Tiepoint.',
      support: () => ({}),
      utility: () => ({}),
      bank: () => ({}),
      search: () => ({}),
      versions: () => ({ api: needs.version }),
      getGeoIPInfo: () => ({
        id: 'nearest',
        nearestBuckets: nearestBuckets(needs.storage, ['s3', 'oss', 'minio']),
        nearestMetaBuckets: nearestBuckets(needs.storage, ['s3', 'minio']),
        nearestModelBuckets: nearestBuckets(needs.storage, ['s3', 'minio']),
      }),
      my: (_, __, { caller }) => ({ caller }),
      project: async (_, { id }, { caller }) => {
        return (await findProject(needs.database, requireUser(caller), id)) ?? null;
      },
    },
    My: {
      ...accountQueries(needs),
      projects: myProjects,
      allProjects: myProjects,
    },
  };
}
