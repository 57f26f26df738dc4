import type { GraphQLError } from 'graphql';
import { DomainError } from '../../errors/domain-error.ts';
import { QUERY_LIMITS } from './limits.ts';

const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;

/** Names the limit where the parser or the HTTP server has given up on a request; undefined for other errors. */
export function explainLimit(error: GraphQLError, maxBodyBytes: number): DomainError | undefined {
  if (TOO_MANY_TOKENS.test(error.message)) {
    const most = `The query has more than ${QUERY_LIMITS.tokens} tokens.`;
    return new DomainError('LIMIT_TOKENS', `${most} Pass data as variables, or split the request.`);
  }
  // The parser calls itself for each level, and has run out of stack.
  if ((error as Error) instanceof RangeError) {
    return new DomainError(
      'LIMIT_DEPTH',
      `The query is nested much deeper than ${QUERY_LIMITS.depth} levels.`,
    );
  }
  if (codeOf(error.originalError) === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const most = `The request is larger than ${maxBodyBytes} bytes.`;
    return new DomainError('LIMIT_BODY', `${most} Split the request; photos are uploaded to their own URLs.`);
  }
  return undefined;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}
