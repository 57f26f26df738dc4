import { createHash, createHmac } from 'node:crypto';

import type { OssDigests } from '@tiepoint/protocol';

/** The digests of OSS signatures by Node's own crypto. */
export const NODE_DIGESTS: OssDigests = {
  hmacSha1: (key, text) => createHmac('sha1', key).update(text).digest(),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest(),
  sha256: (text) => createHash('sha256').update(text).digest(),
};
