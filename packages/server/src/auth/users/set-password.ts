import { DomainError } from '../../errors/domain-error.ts';
import { revokeOwnTokens } from '../tokens/revoke-tokens.ts';
import { type AccountNeeds, checkPassword, normalizeEmail } from './add-user.ts';

/**
 * Sets a user's password. This revokes the tokens obtained with the old one, and the sessions of the OAuth 2 pages. A
 * first password revokes nothing. Throws a DomainError when there is no such user.
 */
export async function setPassword(needs: AccountNeeds, email: string, password: string): Promise<void> {
  checkPassword(password);
  const passwordHash = await needs.passwords.hash(password);
  await needs.database.transaction().execute(async (trx) => {
    const user = await trx
      .selectFrom('users')
      .select(['id', 'passwordHash'])
      .where('email', '=', normalizeEmail(email))
      .forUpdate()
      .executeTakeFirst();
    if (!user) throw new DomainError('NOT_FOUND', `There is no user with the email ${email}.`);
    await trx.updateTable('users').set({ passwordHash }).where('id', '=', user.id).execute();
    if (user.passwordHash === null) return;
    await revokeOwnTokens(trx, user.id);
    await trx.deleteFrom('signInSessions').where('userId', '=', user.id).execute();
  });
}
