import { DomainError } from '../../errors/domain-error.ts';
import { createReachabilityTest } from '../../fetching/test-reachability.ts';
import type { Parts } from '../../parts.ts';
import type { ApiModule } from '../api-module.ts';
import type { QueryResolvers, SupportResolvers } from '../generated.ts';
import { explainErrorCode } from './error-codes/explain-error-code.ts';
import { nearestBuckets } from './nearest-buckets.ts';

/** What can be uploaded, and how. */
const CLOUDS = { image: ['S3', 'OSS', 'MINIO'], model: ['S3', 'MINIO'], meta: ['S3', 'MINIO'] };

/** What clients ask around their real work. */
export function supportApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Query: queryFields(parts),
      Support: supportFields(parts),
      Bank: {
        coinsToMoney: () => 0,
        moneyToCoins: () => 0,
      },
    },
  };
}

function queryFields({ version, storage }: Parts): QueryResolvers {
  return {
    hello: () => 'Hello from Tiepoint.',
    support: () => ({}),
    utility: () => ({}),
    bank: () => ({}),
    versions: () => ({ api: version }),
    getGeoIPInfo: () => ({
      id: 'nearest',
      nearestBuckets: nearestBuckets(storage, ['s3', 'oss', 'minio']),
      nearestMetaBuckets: nearestBuckets(storage, ['s3', 'minio']),
      nearestModelBuckets: nearestBuckets(storage, ['s3', 'minio']),
    }),
  };
}

function supportFields({ fetcher }: Parts): SupportResolvers {
  const testReachability = createReachabilityTest(fetcher);
  return {
    systemMode: (_, __, { caller }) => (caller.app ? 'Normal' : null),
    supportedCloud: (_, { kind }) => CLOUDS[kind ?? 'image'],
    networkTest: (_, { url }, { caller }) => {
      if (!caller.app) throw new DomainError('UNAUTHENTICATED', 'Send a valid app key in the header `key`.');
      return testReachability(url ?? '');
    },
    errorCodeInfo: (_, { code, lang }) => (code ? explainErrorCode(code, lang) : null),
    endpoints: (_, __, { origin }) => ({ api: origin, web: origin }),
  };
}
