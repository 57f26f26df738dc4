/**
 * The server returned an error: `code` is for programs (`extensions.code`), `message` for users.
 *
 * @example
 * ```ts
 * import { ApiError } from '@tiepoint/client';
 *
 * try {
 *   await client.listImages({ projectId, filter: 'All', first: 100 });
 * } catch (error) {
 *   if (!(error instanceof ApiError && error.code === 'NOT_FOUND')) throw error;
 *   console.log('The project is gone.');
 * }
 * ```
 */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }
}

/**
 * No valid response from the server: it is not running, not reachable, or not a Tiepoint server.
 *
 * @example
 * ```ts
 * import { ConnectionError, createApi } from '@tiepoint/client';
 *
 * const nowhere = createApi({ endpoint: 'http://127.0.0.1:1', key: 'key', token: 'token' });
 * await nowhere.greet().catch((error: unknown) => {
 *   if (!(error instanceof ConnectionError && error.transient)) throw error;
 *   console.log('The server may be starting.');
 * });
 * ```
 */
export class ConnectionError extends Error {
  readonly code = 'CONNECTION';
  /** Whether the error is transient, so that a retry may succeed. */
  readonly transient: boolean;

  constructor(message: string, transient: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionError';
    this.transient = transient;
  }
}
