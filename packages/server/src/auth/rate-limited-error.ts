import { DomainError } from '../errors/domain-error.ts';

/** Too many attempts; retry after `retryAfterSeconds`. */
export class RateLimitedError extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super('RATE_LIMITED', `${message} Try again in ${retryAfterSeconds} seconds.`, {
      extensions: { retryAfterSeconds },
    });
    this.name = 'RateLimitedError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
