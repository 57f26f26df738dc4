import { DomainError } from '../../errors/domain-error.ts';
import { type AttemptLimit, networkOf, takeAttempt } from '../attempt-limit.ts';
import { giveToken } from '../tokens/give-token.ts';
import { type AccountNeeds, addUser, type NewUser } from './add-user.ts';

interface Needs extends AccountNeeds {
  /** Whether people may make accounts by themselves: the operator's choice. */
  registration: 'open' | 'closed';
}

/** A class may register from one address; a robot finds out little of who is registered here. */
const PER_NETWORK: AttemptLimit = { what: 'register from this address', attempts: 20, windowSeconds: 3600 };

/** Makes an account for whoever asks, where the operator allows that, and gives its first token. */
export async function registerUser(needs: Needs, wanted: NewUser & { address: string }): Promise<string> {
  if (needs.registration !== 'open') {
    throw new DomainError(
      'REGISTRATION_CLOSED',
      'People can not register here by themselves: ask the operator of this server for an account.',
    );
  }
  await takeAttempt(needs, PER_NETWORK, networkOf(wanted.address));
  const user = await addUser(needs, wanted);
  return giveToken(needs.database, user.id, { now: needs.now() });
}
