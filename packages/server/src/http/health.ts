import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/database.ts';
import type { DatabaseProbe } from '../database/open-probe.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';
import { findDamages } from '../scrubbing/find-damages.ts';
import { StorageAway } from '../storage/storage-away.ts';
import { assertWitness } from '../storage/witness.ts';

interface Needs {
  database: Database;
  probe: DatabaseProbe;
  queue: Queue;
  dataFolder: string;
  logger: Logger;
}

/** What is the matter, by part, in sentences that tell nothing of the machine: anybody may ask. */
type Problems = Partial<Record<'database' | 'storage' | 'queue' | 'credentials', string>>;

/** Problems, and what keeps nobody from working but needs somebody to look. */
interface Health {
  problems: Problems;
  warnings: { storage?: string };
}

/** However many ask, they cost one look a second. */
const KEPT_MS = 1000;
/** Less than a photo. */
const MIN_ROOM_BYTES = 1024 ** 2;

/**
 * Serves `GET /healthz`: 200 while work can be done, 503 with the reasons while it can't, for load balancers and
 * supervisors.
 */
export function registerHealth(app: FastifyInstance, needs: Needs): void {
  let looked: Promise<Health> | undefined;
  let lookedAt = 0;
  let told = '';
  const look = async () => {
    const health = await judgeHealth(needs);
    const found = JSON.stringify(health);
    if (found !== told) needs.logger.warn(health, 'health');
    told = found;
    return health;
  };
  app.get('/healthz', { logLevel: 'silent' }, async (_request, reply) => {
    if (!looked || Date.now() - lookedAt >= KEPT_MS) {
      lookedAt = Date.now();
      looked = look();
    }
    const { problems, warnings } = await looked;
    const told = isEmpty(warnings) ? {} : { warnings };
    reply.header('cache-control', 'no-store');
    if (isEmpty(problems)) return { status: 'ok', ...told };
    return reply.code(503).send({ status: 'unavailable', problems, ...told });
  });
}

async function judgeHealth(needs: Needs): Promise<Health> {
  const problems = await findProblems(needs);
  if (problems.database) return { problems, warnings: {} };
  try {
    const away = await findAway(needs);
    if (away) return { problems: { ...problems, ...away }, warnings: {} };
    const { photos, outputs, trouble } = await findDamages(needs.database);
    const storage = 'Stored files are damaged: see the log, or run tiepoint verify.';
    return {
      problems: trouble === undefined ? problems : { storage: 'Stored files cannot be read.', ...problems },
      warnings: photos + outputs > 0 ? { storage } : {},
    };
  } catch {
    // The next look finds out what the matter is with the database.
    return { problems, warnings: {} };
  }
}

/** The disk of the stored files may be away without anybody having read one. */
async function findAway({ database, dataFolder }: Needs): Promise<Problems | undefined> {
  try {
    await assertWitness({ database, objectsFolder: join(dataFolder, 'objects') });
    return undefined;
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    return { storage: 'The disk of the stored files is not there.' };
  }
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
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
