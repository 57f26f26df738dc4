import { DomainError } from './domain-error.ts';

/**
 * PostgreSQL's codes for a text that it can't store: a byte sequence that is not UTF-8, and what JSON may hold and its
 * `jsonb` not. From here both are the character NUL.
 */
const UNSTORABLE = ['22021', '22P05'];

/** Whether a text holds the character NUL, which the database can't store. */
export function holdsNul(text: string): boolean {
  return text.includes('\0');
}

/** Refuses a text with the character NUL, by the name of its argument. */
export function nulInText(name: string): DomainError {
  return new DomainError(
    'BAD_INPUT',
    `${name}: the text holds the character NUL (U+0000), which can't be stored.`,
    {
      extensions: { field: name },
    },
  );
}

/** The explanation where the database has refused a text that nobody has looked at before; undefined for other errors. */
export function explainText(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || error instanceof DomainError) return undefined;
  if ('severity' in error && 'code' in error && UNSTORABLE.includes(String(error.code))) {
    const message = "A text holds the character NUL (U+0000), which can't be stored.";
    return new DomainError('BAD_INPUT', message, { cause: error });
  }
  return explainText(error.cause);
}
