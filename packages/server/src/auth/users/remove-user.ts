import type { Database } from '../../database/database.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { normalizeEmail } from './add-user.ts';
import '../tables.ts';

/**
 * Removes a user with all tokens, for good. Throws a DomainError where there is none, or where projects would be
 * left without an owner, as their files can only be removed by the server.
 */
export async function removeUser(database: Database, email: string): Promise<void> {
  const user = await database
    .selectFrom('users')
    .select((select) => [
      'id',
      select
        .exists(select.selectFrom('projects').select('id').whereRef('ownerId', '=', 'users.id'))
        .as('owns'),
    ])
    .where('email', '=', normalizeEmail(email))
    .executeTakeFirst();
  if (!user) throw new DomainError('NOT_FOUND', `There is no user with the email ${email}.`);
  if (user.owns) {
    throw new DomainError('BAD_INPUT', `${email} has projects: remove or transfer them first.`);
  }
  await database.deleteFrom('users').where('id', '=', user.id).execute();
}
