import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Time for a client to send its request's headers. */
const HEADERS_TIMEOUT_MS = 30_000;

/**
 * A server, not yet listening, with settings for large uploads.
 *
 * @param serve its last argument tells whether the client waits for `100 Continue`
 */
export function createStoreServer(
  serve: (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void,
): Server {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    // Node's timeout of five minutes for a request would abort large uploads; handlers abort stalled ones.
    requestTimeout: 0,
  });
  server.on('request', (request, response) => serve(request, response, false));
  // Without this listener Node sends `100 Continue` before the signature is checked.
  server.on('checkContinue', (request, response) => serve(request, response, true));
  // Node would answer other expectations with 417; S3 ignores them.
  server.on('checkExpectation', (request, response) => serve(request, response, false));
  return server;
}
