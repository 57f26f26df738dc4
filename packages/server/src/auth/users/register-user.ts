import { DomainError } from '../../errors/domain-error.ts';
import { type AttemptLimit, networkOf, takeAttempt } from '../attempt-limit.ts';
import { giveToken } from '../tokens/give-token.ts';
import { type AccountNeeds, addUser, type NewUser } from './add-user.ts';

interface Needs extends AccountNeeds {
  /** Whether users may register: configured by the operator. */
  registration: 'open' | 'closed';
}

/** Enough for a class behind one address; too few for a bot to find out who is registered. */
const PER_NETWORK: AttemptLimit = {
  what: 'register from this IP address',
  attempts: 20,
  windowSeconds: 3600,
};

/** Registers a user, if the operator allows it, and returns the first token. */
export async function registerUser(needs: Needs, wanted: NewUser & { address: string }): Promise<string> {
  if (needs.registration !== 'open') {
    throw new DomainError(
      'REGISTRATION_CLOSED',
      'Registration is closed on this server. Ask its operator for an account.',
    );
  }
  await takeAttempt(needs, PER_NETWORK, networkOf(wanted.address));
  const user = await addUser(needs, wanted);
  return giveToken(needs.database, user.id, { now: needs.now() });
}
