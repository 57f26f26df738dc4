import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';
import { readSecret } from './read-secret.ts';

/** 120 bits: nobody guesses that, and it can be typed from a screen. */
const MADE_BYTES = 15;

/** A password, and whether the person at the terminal has yet to see it. */
export interface ChosenPassword {
  password: string;
  made: boolean;
}

/**
 * Takes a password from standard input, or asks for it at the terminal, twice; where nothing is said, or nobody is
 * there to say it, makes one.
 */
export async function askPassword(shell: Shell, flags: { passwordStdin?: true }): Promise<ChosenPassword> {
  if (flags.passwordStdin) {
    return { password: (await text(shell.input)).replace(/\r?\n$/, ''), made: false };
  }
  if (!shell.input.isTTY) return makePassword();
  const password = await readSecret(shell, 'Password (nothing = make one): ');
  if (password === '') return makePassword();
  if ((await readSecret(shell, 'The same once more: ')) !== password) {
    throw new CommandError('These were two different passwords. Nothing was changed.');
  }
  return { password, made: false };
}

function makePassword(): ChosenPassword {
  return { password: randomBytes(MADE_BYTES).toString('base64url'), made: true };
}
