/** Why a command could not do its work, as a sentence for the person at the terminal; shown without a stack. */
export class CommandError extends Error {
  /** What the program ends with: 1 where nothing else is said. */
  readonly exitCode: number;

  constructor(message: string, options?: ErrorOptions & { exitCode?: number }) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = options?.exitCode ?? 1;
  }
}

/**
 * What to show of an error: its message where that was written for people (it carries a `code` of ours or of the
 * system), else everything that helps to find the bug.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CommandError) return error.message;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_';
  // Node's own codes for wrong arguments and the like are bugs in this program.
  if (!code.startsWith('ERR_')) return error.message;
  return error.stack ?? error.message;
}
