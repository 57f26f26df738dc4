import { GraphQLError } from 'graphql';
import { DomainError } from '../errors/domain-error.ts';
import { explainOutage } from '../errors/explain-outage.ts';
import { explainText } from '../errors/explain-text.ts';
import type { Logger } from '../observability/logger.ts';
import { explainLimit } from './limits/explain-limit.ts';

interface Surroundings {
  logger: Logger;
  requestId: string;
  /** What the HTTP server takes at most. */
  maxBodyBytes: number;
}

/**
 * Puts what went wrong into GraphQL errors. Mistakes of the query and DomainErrors reach the caller; anything
 * else is a bug or a transient error: logged once, and masked.
 */
export function formatErrors(errors: readonly GraphQLError[], surroundings: Surroundings): GraphQLError[] {
  return errors.flatMap(unwrap).map((error) => formatError(error, surroundings));
}

/** Mercurius wraps validation errors in one; the caller wants the real ones. */
function unwrap(error: GraphQLError): readonly GraphQLError[] {
  const wrapped = error as {
    errors?: readonly GraphQLError[];
    originalError?: { errors?: readonly GraphQLError[] };
  };
  return wrapped.errors ?? wrapped.originalError?.errors ?? [error];
}

function formatError(error: GraphQLError, { logger, requestId, maxBodyBytes }: Surroundings): GraphQLError {
  const outage = explainOutage(error.originalError);
  if (outage) logger.warn({ err: error.originalError, requestId }, 'request met an outage');
  const cause =
    explainLimit(error, maxBodyBytes) ?? outage ?? explainText(error.originalError) ?? error.originalError;
  const { path } = error;
  const { nodes } = error;
  if (cause instanceof DomainError) {
    return new GraphQLError(cause.message, {
      nodes,
      path,
      extensions: { code: cause.code, ...cause.extensions },
    });
  }
  const status = (cause as { statusCode?: number } | undefined)?.statusCode;
  const callersMistake = !cause || cause instanceof GraphQLError || (status !== undefined && status < 500);
  if (callersMistake) {
    return new GraphQLError(error.message, { nodes, path, extensions: { code: 'BAD_INPUT' } });
  }
  logger.error({ err: cause, requestId }, 'request failed');
  const message = `The server failed to handle this request; the error has the id ${requestId} in its log.`;
  return new GraphQLError(message, { nodes, path, extensions: { code: 'INTERNAL' } });
}
