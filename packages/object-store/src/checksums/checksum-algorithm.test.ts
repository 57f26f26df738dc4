import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type ChecksumAlgorithm, createHasher } from './checksum-algorithm.ts';

/** Check values of "123456789": https://reveng.sourceforge.io/crc-catalogue/all.htm */
const CHECK_VALUES: Partial<Record<ChecksumAlgorithm, string>> = {
  crc32: 'cbf43926',
  crc32c: 'e3069283',
  crc64nvme: 'ae8b14860a799888',
  crc64ecma: '995dc9bbdf1939fa',
  md5: '25f9e794323b453885f5181f1b624d0b',
};

test('each algorithm gives the published check value, in one chunk and in several', async () => {
  for (const [algorithm, digest] of Object.entries(CHECK_VALUES)) {
    for (const chunks of [['123456789'], ['1234', '', '56789']]) {
      const hasher = await createHasher(algorithm as ChecksumAlgorithm);
      for (const chunk of chunks) hasher.update(Buffer.from(chunk));
      assert.equal(hasher.finish().toString('hex'), digest, algorithm);
    }
  }
});
