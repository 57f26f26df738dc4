/** Why nothing was fetched. */
export type FetchRefusal =
  | 'NotAUrl'
  | 'NotHttp'
  | 'HasCredentials'
  | 'PortNotAllowed'
  | 'PrivateAddress'
  | 'Unresolvable'
  | 'TooManyRedirects'
  | 'TooLarge'
  | 'TooSlow'
  | 'ConnectionFailed';

/**
 * A fetch that the rules forbid, the limits have ended or the network has failed. The message is a sentence for
 * people, without the URL's path and query: they may be secret.
 */
export class FetchRefused extends Error {
  readonly reason: FetchRefusal;

  constructor(reason: FetchRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FetchRefused';
    this.reason = reason;
  }
}

/** The network's error as a FetchRefused; a FetchRefused stays what it is. */
export function toRefusal(error: Error & { code?: string }, host: string): FetchRefused {
  if (error instanceof FetchRefused) return error;
  const message = `The connection to ${host} failed (${error.code ?? error.name}).`;
  return new FetchRefused('ConnectionFailed', message, { cause: error });
}
