import { describeEngines } from '@tiepoint/engines';
import { requireApp } from '../auth/authenticate.ts';
import type { SupportResolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** What models are made with here. */
export function engineSupport(needs: GraphqlNeeds) {
  return {
    engines: (_, __, { caller }) => {
      requireApp(caller);
      return describeEngines(needs);
    },
  } satisfies SupportResolvers;
}
