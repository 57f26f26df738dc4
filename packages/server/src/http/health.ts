import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { DatabaseProbe } from '../database/open-probe.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';

interface Needs {
  probe: DatabaseProbe;
  queue: Queue;
  dataFolder: string;
  logger: Logger;
}

/** What is the matter, by part, in sentences that tell nothing of the machine: anybody may ask. */
type Problems = Partial<Record<'database' | 'storage' | 'queue' | 'credentials', string>>;

/** However many ask, they cost one look a second. */
const KEPT_MS = 1000;
/** Less than a photo. */
const MIN_ROOM_BYTES = 1024 ** 2;

/**
 * Serves `GET /healthz`: 200 while work can be done, 503 with the reasons while it can't, for load balancers and
 * supervisors.
 */
export function registerHealth(app: FastifyInstance, needs: Needs): void {
  let looked: Promise<Problems> | undefined;
  let lookedAt = 0;
  let told = '';
  const look = async () => {
    const problems = await findProblems(needs);
    const found = JSON.stringify(problems);
    if (found !== told) needs.logger.warn({ problems }, 'health');
    told = found;
    return problems;
  };
  app.get('/healthz', { logLevel: 'silent' }, async (_request, reply) => {
    if (!looked || Date.now() - lookedAt >= KEPT_MS) {
      lookedAt = Date.now();
      looked = look();
    }
    const problems = await looked;
    reply.header('cache-control', 'no-store');
    if (Object.keys(problems).length === 0) return { status: 'ok' };
    return reply.code(503).send({ status: 'unavailable', problems });
  });
}

async function findProblems({ probe, queue, dataFolder }: Needs): Promise<Problems> {
  const [database, storage, credentials] = await Promise.all([
    probe.check(),
    checkStorage(['objects', 'work'].map((name) => join(dataFolder, name))),
    checkCredentials(join(dataFolder, 'credentials.json')),
  ]);
  const found: Problems = {
    database,
    storage,
    credentials,
    queue: queue.isAlive() ? undefined : 'No jobs are being fetched.',
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

async function checkStorage(folders: readonly string[]): Promise<string | undefined> {
  try {
    for (const folder of folders) {
      await access(folder, constants.W_OK);
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < MIN_ROOM_BYTES) return 'The disk is full.';
    }
    return undefined;
  } catch {
    return 'The data folder is not writable.';
  }
}

/** Clients on this machine wait for it: the start is over when it is there. */
async function checkCredentials(path: string): Promise<string | undefined> {
  return access(path).then(
    () => undefined,
    () => 'The server is still starting.',
  );
}
