import type { START_ERROR, TRANSFER_ERROR } from './generated.ts';

/** Codes of `errors[].extensions.code`: what the caller did wrong and can act on. */
export type DomainErrorCode =
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'BAD_INPUT'
  // Limits of one request: the message says what was found and how much is allowed.
  | 'LIMIT_DEPTH'
  | 'LIMIT_ALIASES'
  | 'LIMIT_TOKENS'
  | 'LIMIT_COST'
  | 'LIMIT_BODY'
  | 'CURSOR_EXPIRED'
  | 'RATE_LIMITED'
  | 'REGISTRATION_CLOSED'
  // Outages of the server's surroundings: the same request works later.
  | 'UNAVAILABLE'
  | 'DISK_FULL'
  | 'INTERNAL';

/** The numbers of `StartError.code`; clients in typed languages read an integer. */
export const START_ERROR_CODES: Readonly<Record<START_ERROR, number>> = {
  ProjectNotFound: 1001,
  NothingReady: 1002,
  TooFewPhotos: 1003,
  ImagesInFlight: 1004,
  AlreadyRunning: 1005,
  InvalidOptions: 1006,
  EngineUnavailable: 1007,
  QuotaExceeded: 1008,
  ImportedProject: 1009,
  TooFewReady: 1010,
};

/** The numbers of `TransferError.code`. */
export const TRANSFER_ERROR_CODES: Readonly<Record<TRANSFER_ERROR, number>> = {
  ProjectNotFound: 1001,
  TaskRunning: 1101,
  ReceiverNotFound: 1102,
};
