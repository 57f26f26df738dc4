import { requireUser } from '../auth/authenticate.ts';
import { findProject } from '../projects/find-project.ts';
import { listProjects } from '../projects/list-projects.ts';
import { toConnection } from './connection.ts';
import type { Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** What can be asked without changing anything. */
export function queryResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Query' | 'My'> {
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
        // Clients take the first entry of the cloud that they chose, so each bucket has one for each.
        nearestBuckets: [...needs.storage.uploads.values()].flatMap(({ name, clouds }) =>
          clouds.map((cloud) => ({ bucket: name, display: name === 'local' ? 'This server' : name, cloud })),
        ),
      }),
      my: (_, __, { caller }) => ({ caller }),
      project: async (_, { id }, { caller }) => {
        return (await findProject(needs.database, requireUser(caller), id)) ?? null;
      },
    },
    My: {
      self: ({ caller }) => (caller.user ? { ...caller.user, name: caller.user.username } : null),
      allProjects: async ({ caller }, request) => {
        return toConnection(await listProjects(needs.database, requireUser(caller), request));
      },
    },
  };
}
