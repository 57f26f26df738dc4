import type { Database } from '../../database/database.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { normalizeEmail } from './add-user.ts';
import '../tables.ts';

/**
 * Removes a user with all tokens, permanently. Throws a DomainError when there is none, or when the user has
 * projects, whose files only the server can remove.
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
    throw new DomainError('BAD_INPUT', `${email} has projects. Remove or transfer them first.`);
  }
  await database.deleteFrom('users').where('id', '=', user.id).execute();
}
