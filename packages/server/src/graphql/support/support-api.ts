import { type AttemptLimit, networkOf, takeAttempt } from '../../auth/attempt-limit.ts';
import { requireApp, requireUser } from '../../auth/authenticate.ts';
import { createReachabilityTest } from '../../fetching/test-reachability.ts';
import type { Parts } from '../../parts.ts';
import type { ApiModule } from '../api-module.ts';
import type { QueryResolvers, SupportResolvers } from '../generated.ts';
import { explainErrorCode } from './error-codes/explain-error-code.ts';
import { nearestBuckets } from './nearest-buckets.ts';

/** What can be uploaded, and how. */
const CLOUDS = { image: ['S3', 'OSS', 'MINIO'], model: ['S3', 'MINIO'], meta: ['S3', 'MINIO'] };

/** Per user, or per address without one: more tests would be a network scan. */
const NETWORK_TESTS: AttemptLimit = { what: 'test an address', attempts: 30, windowSeconds: 60 };

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

function supportFields(parts: Parts): SupportResolvers {
  const testReachability = createReachabilityTest(parts.fetcher);
  return {
    systemMode: (_, __, { caller }) => (caller.app ? 'Normal' : null),
    supportedCloud: (_, { kind }) => CLOUDS[kind ?? 'image'],
    networkTest: async (_, { url }, { caller, address }) => {
      // With a key that everybody knows alone, it would be everybody's way into other networks.
      if (caller.isKeyPublic) requireUser(caller);
      requireApp(caller);
      await takeAttempt(parts, NETWORK_TESTS, caller.user?.id ?? networkOf(address));
      return testReachability(url ?? '');
    },
    errorCodeInfo: (_, { code, lang }) => (code ? explainErrorCode(code, lang) : null),
    endpoints: (_, __, { origin }) => ({ api: origin, web: origin }),
  };
}
