import { requireApp, requireUser } from '../../auth/authenticate.ts';
import { listTokens } from '../../auth/tokens/list-tokens.ts';
import { revokeOtherTokens, revokeToken } from '../../auth/tokens/revoke-tokens.ts';
import { findJoinDate } from '../../auth/users/find-join-date.ts';
import { getUserToken } from '../../auth/users/get-user-token.ts';
import { registerUser } from '../../auth/users/register-user.ts';
import type { Parts } from '../../parts.ts';
import { listProjects } from '../../projects/list-projects.ts';
import { measureModels } from '../../reconstruction/tasks/measure-models.ts';
import type { ApiModule } from '../api-module.ts';
import type { MutationResolvers, UserResolvers } from '../generated.ts';

/** No quota: more than anybody has disks for, and a number that clients can format and compare. */
const UNLIMITED_GIGAPIXELS = 1_000_000;
const NO_PHONES = {
  code: 1201,
  message: 'This server sends no text messages. Log in with email and password.',
};

const NO_COINS = { code: 1202, message: 'This server has no coins: nothing was transferred.' };

/** Who the user is, its tokens, logging in and registering. */
export function accountsApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Query: {
        my: (_, __, { caller }) => ({ caller }),
      },
      My: {
        self: ({ caller }) => caller.user ?? null,
        tokens: ({ caller }) => listTokens(parts.database, requireUser(caller)),
      },
      UserToken: {
        current: ({ id }, _, { caller }) => id === caller.tokenId,
      },
      User: userFields(parts),
      Mutation: { ...tokenMutations(parts), ...loginCodeMutations, ...foreignMutations },
    },
  };
}

/** What clients ask of accounts elsewhere; honest where this server has nothing like it. */
function userFields({ database }: Parts): UserResolvers {
  return {
    name: (user) => user.username,
    country: () => null,
    balance: () => 0,
    freeGPQuota: () => UNLIMITED_GIGAPIXELS,
    membershipState: () => 'NA',
    membership: () => null,
    // Clients subtract it from the storage of a plan that nobody has.
    modelUsage: () => 0,
    modelBytes: (user) => measureModels(database, user),
    developer: () => ({ status: 'ACTIVE' }),
    stats: async (user) => {
      const { totalCount } = await listProjects(database, user, { first: 0 });
      return { star: 0, project: totalCount, planet: 0, follower: 0, following: 0 };
    },
    joined: (user) => findJoinDate(database, user),
  };
}

/** Logging in, registering, and what takes a token back. */
function tokenMutations(parts: Parts): MutationResolvers {
  return {
    getUserToken: async (_, { email, password, fresh }, { caller, address }) => {
      requireApp(caller);
      return (await getUserToken(parts, { email, password, fresh: fresh ?? false, address })) ?? null;
    },
    registerUser: (_, wanted, { caller, address }) => {
      requireApp(caller);
      return registerUser(parts, { ...wanted, address });
    },
    revokeUserToken: (_, { id }, { caller }) => {
      const user = requireUser(caller);
      return revokeToken(parts.database, user, id ?? caller.tokenId ?? '');
    },
    revokeUserTokens: (_, __, { caller }) => {
      const user = requireUser(caller);
      return revokeOtherTokens(parts.database, user, caller.tokenId ?? '');
    },
  };
}

/** What is elsewhere and not here: clients get an answer that they can show. */
const foreignMutations: MutationResolvers = {
  setProfileFace: (_, __, { caller }) => {
    requireUser(caller);
    return 'Fail';
  },
  transferCoins: (_, __, { caller }) => {
    requireUser(caller);
    return { error: NO_COINS, result: 'Fail' };
  },
};

/** Clients offer to log in by phone: they get an answer that they can show. */
const loginCodeMutations: MutationResolvers = {
  requestLoginCode: (_, __, { caller }) => {
    requireApp(caller);
    // A client in the field ends with a stack trace on anything but Success.
    return { error: NO_PHONES, result: 'Success' };
  },
  getUserTokenByLoginCode: (_, __, { caller }) => {
    requireApp(caller);
    return null;
  },
};
