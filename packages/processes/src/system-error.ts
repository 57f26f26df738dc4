/** Whether an error is the operating system's answer `code`, for example `ENOENT`. */
export function isSystemError(error: unknown, code: string): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code === code;
}
