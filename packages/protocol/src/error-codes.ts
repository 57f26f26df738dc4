import type { START_ERROR } from './generated.ts';

/** Codes of `errors[].extensions.code`: what the caller did wrong and can act on. */
export type DomainErrorCode = 'UNAUTHENTICATED' | 'NOT_FOUND' | 'BAD_INPUT' | 'INTERNAL';

/** The numbers of `StartError.code`; clients in typed languages read an integer. */
export const startErrorCodes: Readonly<Record<START_ERROR, number>> = {
  ProjectNotFound: 1001,
  NothingReady: 1002,
  TooFewPhotos: 1003,
  ImagesInFlight: 1004,
  AlreadyRunning: 1005,
};
