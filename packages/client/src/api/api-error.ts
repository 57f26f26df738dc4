/** The server refused: `code` is for programs (`extensions.code`), `message` a sentence for people. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }
}

/** No usable answer came from the server: it is not running, not reachable, or not a Tiepoint server. */
export class ConnectionError extends Error {
  readonly code = 'CONNECTION';
  /** Whether the server may answer when it is asked again. */
  readonly passing: boolean;

  constructor(message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionError';
    this.passing = passing;
  }
}
