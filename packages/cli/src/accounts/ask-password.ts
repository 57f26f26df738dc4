import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';
import { readSecret } from './read-secret.ts';

/** 120 bits: impossible to guess, short enough to type. */
const GENERATED_BYTES = 15;

/** A password, and whether it was generated and has to be shown. */
export interface ChosenPassword {
  password: string;
  generated: boolean;
}

/**
 * Reads a password from standard input, or asks for it twice at the terminal. Generates one when the answer is empty
 * or there is no terminal.
 */
export async function askPassword(shell: Shell, flags: { passwordStdin?: true }): Promise<ChosenPassword> {
  if (flags.passwordStdin) {
    return { password: (await text(shell.input)).replace(/\r?\n$/, ''), generated: false };
  }
  if (!shell.input.isTTY) return generatePassword();
  const password = await readSecret(shell, 'Password (empty: generate one): ');
  if (password === '') return generatePassword();
  if ((await readSecret(shell, 'Repeat the password: ')) !== password) {
    throw new CommandError('The passwords differ. Nothing was changed.');
  }
  return { password, generated: false };
}

function generatePassword(): ChosenPassword {
  return { password: randomBytes(GENERATED_BYTES).toString('base64url'), generated: true };
}
