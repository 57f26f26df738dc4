import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import type { User } from '../authenticate.ts';
import { LOCAL_USERNAME } from '../local-credentials.ts';
import type { PasswordThread } from '../passwords/password-thread.ts';
import '../tables.ts';

/** What adding a user and setting a password need. */
export interface AccountNeeds {
  database: Database;
  passwords: PasswordThread;
  now: () => Date;
}

/** The identity of a new user. */
export interface NewUser {
  email: string;
  username: string;
  password: string;
}

/** By NIST SP 800-63B: at least 8 characters, passphrases allowed, no rules about kinds of characters. */
const MIN_PASSWORD_CHARACTERS = 8;
const MAX_PASSWORD_CHARACTERS = 256;
const MAX_EMAIL_CHARACTERS = 254;
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,49}$/u;

/** Adds a user. Throws a DomainError for invalid input, or when the email or the username is taken. */
export async function addUser(needs: AccountNeeds, wanted: NewUser): Promise<User> {
  const user = {
    id: newId(needs.now()),
    email: checkEmail(wanted.email),
    username: checkUsername(wanted.username),
  };
  checkPassword(wanted.password);
  const passwordHash = await needs.passwords.hash(wanted.password);
  const added = await needs.database
    .insertInto('users')
    .values({ ...user, passwordHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) return user;
  throw new DomainError('BAD_INPUT', 'This email or username is already taken.');
}

/** The normal form of an email for storing and comparing. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Throws a DomainError for a weak password. */
export function checkPassword(password: string): void {
  const characters = [...password].length;
  if (characters >= MIN_PASSWORD_CHARACTERS && characters <= MAX_PASSWORD_CHARACTERS) return;
  throw new DomainError(
    'BAD_INPUT',
    `A password must have ${MIN_PASSWORD_CHARACTERS} to ${MAX_PASSWORD_CHARACTERS} characters.`,
  );
}

function checkEmail(wanted: string): string {
  const email = normalizeEmail(wanted);
  if (email.length <= MAX_EMAIL_CHARACTERS && z.email().safeParse(email).success) return email;
  throw new DomainError('BAD_INPUT', 'This is not a valid email address, such as name@example.org.');
}

function checkUsername(wanted: string): string {
  const username = wanted.normalize('NFC').trim();
  if (!USERNAME.test(username)) {
    throw new DomainError(
      'BAD_INPUT',
      'A username must have 1 to 50 letters and digits, with single spaces, dots, hyphens or underscores between them.',
    );
  }
  if (username.toLowerCase() === LOCAL_USERNAME) {
    throw new DomainError('BAD_INPUT', `The username ${LOCAL_USERNAME} is reserved for the local user.`);
  }
  return username;
}
