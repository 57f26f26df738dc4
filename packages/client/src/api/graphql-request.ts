import { retryWithBackoff } from '../waiting/retry-with-backoff.ts';
import { ApiError, ConnectionError } from './api-error.ts';
import { createReachability, type Reachability } from './reachability.ts';

/**
 * The server's address and the credentials.
 *
 * @example
 * ```ts
 * import { type Connection, createApi } from '@tiepoint/client';
 *
 * const connection: Connection = { endpoint: 'http://127.0.0.1:8090', key: 'app key', token: 'user token' };
 * console.log(await createApi(connection).greet());
 * ```
 */
export interface Connection {
  /** Address of the server, for example `http://127.0.0.1:8090`. */
  endpoint: string;
  /** App key, sent as the header `key`. */
  key: string;
  /** User token, sent as the header `altitoken`. */
  token: string;
}

/**
 * One GraphQL operation.
 *
 * @example
 * ```ts
 * import type { GraphqlOperation } from '@tiepoint/client';
 *
 * const operation: GraphqlOperation = {
 *   document: 'query ($id: ID!) { project(id: $id) { gigaPixel } }',
 *   variables: { id: projectId },
 *   idempotent: true,
 * };
 * const { project } = await client.request<{ project: { gigaPixel: number } | null }>(operation);
 * console.log(project?.gigaPixel);
 * ```
 */
export interface GraphqlOperation {
  document: string;
  variables?: Record<string, unknown>;
  /** Whether the operation is idempotent: transient errors are then retried. */
  idempotent: boolean;
  signal?: AbortSignal;
}

/**
 * Sends one operation and returns its `data`; rejects with an ApiError or a ConnectionError.
 *
 * @example
 * ```ts
 * import type { GraphqlRequest } from '@tiepoint/client';
 *
 * // Any operation can be sent, with the same errors and retries as the built-in calls.
 * async function countImages(request: GraphqlRequest, id: string): Promise<number> {
 *   const document = 'query ($id: ID!) { project(id: $id) { numImage } }';
 *   interface Data { project: { numImage: number } }
 *   return (await request<Data>({ document, variables: { id }, idempotent: true })).project.numImage;
 * }
 * console.log(await countImages(client.request, projectId));
 * ```
 */
export type GraphqlRequest = <Data>(operation: GraphqlOperation) => Promise<Data>;

interface GraphqlAnswer {
  data?: unknown;
  errors?: Array<{ message: string; extensions?: { code?: string } }>;
}

/** A response takes milliseconds; after this timeout the connection is considered dead. */
const TIMEOUT_MS = 30_000;
/** Several tries even when each one takes the whole timeout. */
const MIN_TRIES = 3;
const FIRST_WAIT_MS = 400;
const TRANSIENT_CODES = ['UNAVAILABLE', 'INTERNAL'];

/**
 * Creates the function that sends GraphQL operations over a connection. Idempotent operations are retried for a
 * minute, to survive a restart of the server or the loss of a response.
 */
export function createGraphqlRequest(
  connection: Connection,
  reachability: Reachability = createReachability(),
): GraphqlRequest {
  return async <Data>(operation: GraphqlOperation): Promise<Data> => {
    const once = { minTries: 1, retryForMs: 0 };
    const plan = {
      ...(operation.idempotent ? { minTries: MIN_TRIES } : once),
      firstWaitMs: FIRST_WAIT_MS,
      isTransient,
      signal: operation.signal,
    };
    return retryWithBackoff(plan, async () => {
      const answer = await post(connection, operation).catch((error: unknown) => {
        if (error instanceof ConnectionError && error.transient) reachability.failed();
        throw error;
      });
      reachability.answered();
      const refusal = answer.errors?.[0];
      if (refusal) throw new ApiError(refusal.extensions?.code ?? 'UNKNOWN', refusal.message);
      return answer.data as Data;
    });
  };
}

/** Whether an error is transient. The server returns UNAVAILABLE while its database is down. */
function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return TRANSIENT_CODES.includes(error.code);
  return error instanceof ConnectionError && error.transient;
}

async function post(connection: Connection, operation: GraphqlOperation): Promise<GraphqlAnswer> {
  const url = new URL('/graphql', connection.endpoint);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', key: connection.key, altitoken: connection.token },
      body: JSON.stringify({ query: operation.document, variables: operation.variables ?? {} }),
      signal: operation.signal ? AbortSignal.any([operation.signal, timeout]) : timeout,
    });
    text = await response.text();
  } catch (error) {
    operation.signal?.throwIfAborted();
    throw new ConnectionError(`No server answers at ${connection.endpoint}.`, true, { cause: error });
  }
  return readAnswer(connection, response.status, text);
}

function readAnswer(connection: Connection, status: number, text: string): GraphqlAnswer {
  const answer = parseObject(text);
  if (answer && ('data' in answer || 'errors' in answer)) return answer;
  if (status === 413) throw new ApiError('LIMIT_BODY', 'The request is too large for the server.');
  const transient = status === 429 || status >= 500;
  throw new ConnectionError(
    transient
      ? `The server at ${connection.endpoint} answered with HTTP status ${status}.`
      : `The server at ${connection.endpoint} (HTTP status ${status}) is not a Tiepoint server.`,
    transient,
  );
}

function parseObject(text: string): GraphqlAnswer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
