import type { DomainErrorCode } from '@tiepoint/protocol';

/** Something the caller can act on: `code` goes over the wire, `message` is a sentence for people. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;

  constructor(code: DomainErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DomainError';
    this.code = code;
  }
}
