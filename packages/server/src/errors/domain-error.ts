import type { DomainErrorCode } from '@tiepoint/protocol';

/** An error that the caller can act on: `code` is sent over the wire, `message` is for users. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  /** Machine-readable details, sent over the wire too. */
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
