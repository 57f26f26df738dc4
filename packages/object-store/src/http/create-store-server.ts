import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Time for a client to send its request's headers. */
const HEADERS_TIMEOUT_MS = 30_000;

/**
 * A server, not yet listening, whose settings fit large uploads.
 *
 * @param serve its last argument says that the client waits for `100 Continue`
 */
export function createStoreServer(
  serve: (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void,
): Server {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    // Node's five minutes for a whole request would end large uploads; stalled ones are cut off by the handlers.
    requestTimeout: 0,
  });
  server.on('request', (request, response) => serve(request, response, false));
  // Without this listener Node invites the body before anyone has looked at the signature.
  server.on('checkContinue', (request, response) => serve(request, response, true));
  // Node would answer other expectations with 417; S3 leaves them out of account.
  server.on('checkExpectation', (request, response) => serve(request, response, false));
  return server;
}
