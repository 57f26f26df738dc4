import { requireUser } from '../auth/authenticate.ts';
import { gigaPixels } from '../images/image.ts';
import { listProjects } from '../projects/list-projects.ts';
import { engineSupport } from './engine-resolvers.ts';
import { explainErrorCode } from './error-codes/explain-error-code.ts';
import { fetchSupport } from './fetch-resolvers.ts';
import type { Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** What can be uploaded, and how. */
const CLOUDS = { image: ['S3', 'OSS', 'MINIO'], model: ['S3', 'MINIO'], meta: ['S3', 'MINIO'] };
const MAX_FOUND = 100;

/** What clients ask around their real work. */
export function supportResolvers(
  needs: GraphqlNeeds,
): Pick<Resolvers, 'Support' | 'Utility' | 'Bank' | 'Search'> {
  return {
    Support: {
      systemMode: (_, __, { caller }) => (caller.app ? 'Normal' : null),
      supportedCloud: (_, { kind }) => CLOUDS[kind ?? 'image'],
      ...fetchSupport(needs),
      ...engineSupport(needs),
      errorCodeInfo: (_, { code, lang }) => (code ? explainErrorCode(code, lang) : null),
      endpoints: (_, __, { origin }) => ({ api: origin, web: origin }),
    },
    Utility: {
      sizeToGigaPixel: (_, { width, height, numImg }) => gigaPixels(width, height) * (numImg ?? 1),
    },
    Bank: {
      coinsToMoney: () => 0,
      moneyToCoins: () => 0,
    },
    Search: {
      projectID: async (_, { id, limit }, { caller }) => {
        const first = Math.min(limit ?? 1, MAX_FOUND);
        return (await listProjects(needs.database, requireUser(caller), { first, idPrefix: id })).rows;
      },
    },
  };
}
