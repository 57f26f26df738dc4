import { requireApp, requireUser } from '../auth/authenticate.ts';
import { findJoinDate } from '../auth/find-join-date.ts';
import { getUserToken } from '../auth/get-user-token.ts';
import { listTokens } from '../auth/list-tokens.ts';
import { registerUser } from '../auth/register-user.ts';
import { revokeOtherTokens, revokeToken } from '../auth/revoke-tokens.ts';
import { listProjects } from '../projects/list-projects.ts';
import { measureModels } from '../reconstruction/tasks/measure-models.ts';
import type { MutationResolvers, MyResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

const MEBIBYTE = 1024 * 1024;
/** No quota: more than anybody has disks for, and a number that clients can format and compare. */
const UNLIMITED_GIGAPIXELS = 1_000_000;

/** Who the user is, and what clients ask of accounts elsewhere; honest where this server has nothing like it. */
export function accountResolvers({ database }: GraphqlNeeds): Pick<Resolvers, 'User'> {
  return {
    User: {
      name: (user) => user.username,
      country: () => null,
      balance: () => 0,
      freeGPQuota: () => UNLIMITED_GIGAPIXELS,
      membershipState: () => 'NA',
      membership: () => null,
      modelUsage: async (user) => (await measureModels(database, user)) / MEBIBYTE,
      developer: () => ({ status: 'ACTIVE' }),
      stats: async (user) => {
        const { totalCount } = await listProjects(database, user, { first: 0 });
        return { star: 0, project: totalCount, planet: 0, follower: 0, following: 0 };
      },
      joined: (user) => findJoinDate(database, user),
    },
  };
}

/** What a user sees of its own account. */
export function accountQueries({ database }: GraphqlNeeds) {
  return {
    self: ({ caller }) => caller.user ?? null,
    tokens: async ({ caller }) => {
      const tokens = await listTokens(database, requireUser(caller));
      return tokens.map((token) => ({ ...token, current: token.id === caller.tokenId }));
    },
  } satisfies MyResolvers;
}

/** Logging in, registering, and what takes a token back. */
export function accountMutations(needs: GraphqlNeeds) {
  return {
    getUserToken: async (_, { email, password, fresh }, { caller, address }) => {
      requireApp(caller);
      return (await getUserToken(needs, { email, password, fresh: fresh ?? false, address })) ?? null;
    },
    registerUser: (_, wanted, { caller, address }) => {
      requireApp(caller);
      return registerUser(needs, { ...wanted, address });
    },
    revokeUserToken: (_, { id }, { caller }) => {
      const user = requireUser(caller);
      return revokeToken(needs.database, user, id ?? caller.tokenId ?? '');
    },
    revokeUserTokens: (_, __, { caller }) => {
      const user = requireUser(caller);
      return revokeOtherTokens(needs.database, user, caller.tokenId ?? '');
    },
  } satisfies MutationResolvers;
}
