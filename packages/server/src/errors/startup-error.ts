/** Why the server cannot start, as a sentence for the operator; shown without a stack. */
export class StartupError extends Error {
  readonly code = 'STARTUP';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
  }
}
