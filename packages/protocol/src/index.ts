export type * from './generated.ts';
export { startErrorCodes } from './error-codes.ts';
export type { DomainErrorCode } from './error-codes.ts';
