/** What one request may ask at most. */
export interface QueryLimits {
  /** Words and signs of the query text; what is sent as variables is not counted. */
  tokens: number;
  /** Fields and fragments of the query text: what checks it compares many of them with each other. */
  selections: number;
  /** The same for callers without a valid user token; what tools send to show the schema has about a hundred. */
  anonymousSelections: number;
  /** Fields inside fields; literal lists and objects inside one another count alike. */
  depth: number;
  /** The same below `__schema` and `__type`, where every tool that shows the schema goes deeper. */
  introspectionDepth: number;
  /** Fields that are asked under another name. */
  aliases: number;
  /** Points of the table in `field-costs.ts`: about a microsecond of the event loop each. */
  cost: number;
}

/**
 * Tokens: a call that registers 1000 photos as literals has 11,050. Depth: the web page goes 7 deep, the longest
 * way through the schema that makes sense 11. Introspection: what graphql-js sends goes 14 deep. Aliases and cost:
 * the page's report of 10,000 photos costs 51,000, 1000 photos with every field of theirs 66,000, the whole schema 32,000.
 */
export const QUERY_LIMITS: QueryLimits = {
  tokens: 12_000,
  selections: 800,
  anonymousSelections: 200,
  depth: 12,
  introspectionDepth: 16,
  aliases: 100,
  cost: 70_000,
};

/** Fragments that spread each other again and again ask for more than a number can hold. */
const MAX_REPORTED = 1_000_000_000;

/** What was found, for messages to people. */
export function sayCount(found: number): string {
  return found > MAX_REPORTED ? `more than ${MAX_REPORTED}` : String(Math.round(found));
}
