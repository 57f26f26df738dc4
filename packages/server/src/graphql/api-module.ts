import type { RequestContext } from './context.ts';
import type { Resolvers } from './generated.ts';

/** Answers a field of many objects at once: the values, in the order of the queries. */
type Loader<Field> =
  Extract<Field, (...all: never) => unknown> extends (
    parent: infer Parent,
    args: infer Args,
    ...rest: never
  ) => infer Value
    ? (
        queries: readonly { obj: Parent; params: Args }[],
        context: RequestContext,
      ) => Promise<readonly Awaited<Value>[]>
    : never;

type LoadersOf<Fields> = { [Name in keyof Fields]?: Loader<Fields[Name]> };

/** Fields that a list shows of every item: one query for the whole list, not one an item. */
export type Loaders = { [Type in keyof Resolvers]?: LoadersOf<NonNullable<Resolvers[Type]>> };

/** What one capability adds to the API: queries, mutations, and fields of any type, its own or another's. */
export interface ApiModule {
  resolvers: Resolvers;
  loaders?: Loaders;
}
