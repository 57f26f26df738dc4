import { S3Error, type S3ErrorCode } from '../s3-error.ts';

/** An error as it crosses a thread: a structured clone loses the class and the code. */
export interface WireError {
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly isS3Error: boolean;
  readonly cause: WireError | undefined;
}

/** Prepares an error for another thread. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof Error)) return toWireError(new Error(String(error)));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : toWireError(error.cause);
  return { message: error.message, stack: error.stack, code, isS3Error: error instanceof S3Error, cause };
}

/** The error that another thread has sent. */
export function fromWireError({ message, stack, code, isS3Error, cause }: WireError): Error {
  const options = cause && { cause: fromWireError(cause) };
  const error = isS3Error ? new S3Error(code as S3ErrorCode, message, options) : new Error(message, options);
  if (stack !== undefined) error.stack = stack;
  if (code !== undefined && !isS3Error) Object.assign(error, { code });
  return error;
}
