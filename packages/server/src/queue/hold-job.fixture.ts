import { createLogger } from '../observability/logger.ts';
import { type JobKind, openQueue } from './queue.ts';

/*
 * A worker in a process of its own, which takes one job and never ends it: for tests that kill it. Its argument is the
 * connection and the name of the kind, as JSON; it says `taken` when it has the job.
 */
const { connection, name } = JSON.parse(process.argv[2] ?? '') as {
  connection: Parameters<typeof openQueue>[0]['connection'];
  name: string;
};
const kind: JobKind<{ id: string }> = {
  name,
  retryLimit: 3,
  expireInSeconds: 60,
  uniqueKey: ({ id }) => id,
};

const logger = createLogger({ level: 'silent' });
const queue = await openQueue({ connection, kinds: [kind], soleWorker: false, logger });
await queue.work(kind, { all: 1 }, () => {
  process.stdout.write('taken\n');
  return new Promise(() => {});
});
