import { type AttemptLimit, giveAttemptBack, networkOf, takeAttempt } from '../attempt-limit.ts';
import type { User } from '../authenticate.ts';
import type { AccountNeeds } from './add-user.ts';
import { normalizeEmail } from './add-user.ts';

/** Enough for users who try all their passwords; guessing is limited to forty per hour. */
const PER_EMAIL: AttemptLimit = { what: 'log in with this email', attempts: 10, windowSeconds: 15 * 60 };
/** Many users may share an address, and an attacker tries many emails. */
const PER_NETWORK: AttemptLimit = {
  what: 'log in from this IP address',
  attempts: 50,
  windowSeconds: 15 * 60,
};

/**
 * The user with this email and password; undefined when there is none, after the same time. `address` is the IP
 * address of the client. Throws a RateLimitedError after too many wrong ones for the email or from the address.
 */
export async function logIn(
  needs: AccountNeeds,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<User | undefined> {
  const wanted = normalizeEmail(email);
  const network = networkOf(address);
  // Taken before the check, to count concurrent guesses as well.
  await takeAttempt(needs, PER_NETWORK, network);
  await takeAttempt(needs, PER_EMAIL, wanted);
  const found = await needs.database
    .selectFrom('users')
    .select(['id', 'email', 'username', 'passwordHash'])
    .where('email', '=', wanted)
    .executeTakeFirst();
  const right = await needs.passwords.verify(password, found?.passwordHash ?? undefined);
  if (!found || !right) return undefined;
  await giveAttemptBack(needs, PER_NETWORK, network);
  await giveAttemptBack(needs, PER_EMAIL, wanted);
  const { passwordHash: _, ...user } = found;
  return user;
}
