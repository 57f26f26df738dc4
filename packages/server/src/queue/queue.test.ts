import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../database/database.ts';
import { startEmbeddedPostgres } from '../database/embedded/start-embedded-postgres.ts';
import { createLogger } from '../observability/logger.ts';
import { type JobKind, openQueue } from './queue.ts';

const kind: JobKind<{ id: string }> = {
  name: 'test',
  retryLimit: 3,
  expireInSeconds: 60,
  uniqueKey: ({ id }) => id,
};

test('a job that waits already is not doubled, is picked up at once, and is tried again when it fails', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-queue-'));
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
  const { connection } = postgres;
  const database = openDatabase(connection, () => {});
  const queue = await openQueue({
    connection,
    kinds: [kind],
    soleWorker: true,
    logger: createLogger({ level: 'silent' }),
  });
  try {
    await queue.send(database, kind, { id: 'a' });
    await queue.send(database, kind, { id: 'a' });
    await queue.sendAll(database, kind, [{ id: 'a' }, { id: 'b' }, { id: 'b' }]);
    const handled: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    await queue.work(kind, 1, async ({ id }, attempt) => {
      handled.push(`${id} ${attempt.last}`);
      if (id === 'b' && handled.length === 2) throw new Error('try again');
      if (handled.length === 3) resolve();
    });
    await promise;
    assert.deepEqual(handled, ['a false', 'b false', 'b false']);
  } finally {
    await queue.stop();
    await database.destroy();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
});
