import type { DomainErrorCode } from '@tiepoint/protocol';

/** Something the caller can act on: `code` goes over the wire, `message` is a sentence for people. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  /** What a program wants to know beside the code; goes over the wire too. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: DomainErrorCode,
    message: string,
    options: ErrorOptions & { extensions?: Record<string, unknown> } = {},
  ) {
    super(message, options);
    this.name = 'DomainError';
    this.code = code;
    this.extensions = options.extensions ?? {};
  }
}
