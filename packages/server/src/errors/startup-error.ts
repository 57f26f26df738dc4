/** Why the server cannot start, as a message for the operator; shown without a stack trace. */
export class StartupError extends Error {
  readonly code = 'STARTUP';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
  }
}
