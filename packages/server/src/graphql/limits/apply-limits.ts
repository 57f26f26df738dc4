import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  Location,
  validate,
  visit,
} from 'graphql';
import type { MercuriusContext, MercuriusPlugin } from 'mercurius';
import { networkOf } from '../../auth/attempt-limit.ts';
import { DomainError } from '../../errors/domain-error.ts';
import type { RequestContext } from '../context.ts';
import { AnonymousBudget } from './anonymous-budget.ts';
import { checkShape } from './check-shape.ts';
import { estimateCost } from './estimate-cost.ts';
import { QUERY_LIMITS, sayCount } from './limits.ts';
import { refuseNul } from './refuse-nul.ts';

/** Points for each field of a text that was not seen lately: it is checked and compiled. */
const SELECTION_COST = 50;
/** More than any query whose values come as variables. */
const LONG_TOKENS = 2000;

/**
 * Looks at every operation before it runs, over HTTP and over a socket: its shape before anything else walks
 * through it, its cost once it is known to be valid. The parser has its own limit, `queryLimits.tokens`.
 *
 * @param requireSocketUser throws what a client is told that may not subscribe to anything
 */
export function applyLimits(
  graphql: MercuriusPlugin,
  requireSocketUser: (context: MercuriusContext) => Promise<void>,
): void {
  const budget = new AnonymousBudget();
  const charge = ({ caller, address }: RequestContext, points: number) => {
    if (!caller.user) budget.spend(networkOf(address), points);
  };
  graphql.addHook('preValidation', async (_schema, document, context) => {
    // Mercurius also takes a syntax tree as JSON, which no parser has counted.
    if (!(document.loc instanceof Location)) throw new DomainError('BAD_INPUT', 'Send the query as text.');
    const { anonymousSelections, ...limits } = QUERY_LIMITS;
    const known = context.caller.user !== undefined;
    const selections = checkShape(document, known ? limits : { ...limits, selections: anonymousSelections });
    charge(context, selections * SELECTION_COST);
    if ((document.tokenCount ?? 0) > LONG_TOKENS) forgetPlaces(document);
  });
  graphql.addHook('preExecution', async (schema, document, context, variables) => {
    charge(context, checkCost(schema, document, variables ?? {}));
    refuseNul(document, variables ?? {});
    // A compiled query is kept by its text alone: where that holds several operations, none may be compiled.
    return hasSeveralOperations(document) ? { document } : {};
  });
  graphql.addHook('preSubscriptionExecution', async (schema, document, context) => {
    await requireSocketUser(context);
    try {
      checkShape(document, QUERY_LIMITS);
      const [mistake] = validate(schema, document);
      if (mistake) throw new DomainError('BAD_INPUT', mistake.message);
      checkCost(schema, document, {});
      refuseNul(document, {});
    } catch (error) {
      // Errors of a socket do not pass the formatter of requests.
      if (!(error instanceof DomainError)) throw error;
      throw new GraphQLError(error.message, { extensions: { code: error.code } });
    }
  });
}

function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const found = estimateCost(schema, document, variables);
  if (found <= QUERY_LIMITS.cost) return found;
  const most = `The query costs ${sayCount(found)} points; the limit is ${QUERY_LIMITS.cost}.`;
  throw new DomainError('LIMIT_COST', `${most} Select fewer fields, or shorter lists with first.`);
}

/** Queries are kept for the next time, and where each word stood takes two thirds of their memory. */
function forgetPlaces(document: DocumentNode): void {
  visit(document, {
    enter: (node: ASTNode & { loc?: Location | undefined }) => {
      node.loc = undefined;
    },
  });
}

function hasSeveralOperations({ definitions }: DocumentNode): boolean {
  return definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1;
}
