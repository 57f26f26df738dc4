import { requireApp } from '../auth/authenticate.ts';
import type { MutationResolvers } from './generated.ts';

const NO_PHONES = {
  code: 1201,
  message: 'This server sends no messages to phones. Log in with email and password.',
};

/** Clients offer to log in by phone: they get an answer that they can show. */
export const loginCodeMutations = {
  requestLoginCode: (_, __, { caller }) => {
    requireApp(caller);
    return { error: NO_PHONES, result: 'Fail' };
  },
  getUserTokenByLoginCode: (_, __, { caller }) => {
    requireApp(caller);
    return null;
  },
} satisfies MutationResolvers;
