/** Why a command failed, as a sentence for the user; shown without a stack trace. */
export class CommandError extends Error {
  /** Exit code of the program (default: 1). */
  readonly exitCode: number;

  constructor(message: string, options?: ErrorOptions & { exitCode?: number }) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = options?.exitCode ?? 1;
  }
}

/**
 * What to show of an error: its message when it was written for users (the error has a `code` of Tiepoint or of the
 * system), else the stack trace.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CommandError) return error.message;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_';
  // Node's own error codes, such as those for wrong arguments, are bugs in this program.
  if (!code.startsWith('ERR_')) return error.message;
  return error.stack ?? error.message;
}
