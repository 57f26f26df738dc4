import { setTimeout } from 'node:timers/promises';
import { connectToDatabase, type TestApp } from './app.fixture.ts';
import { until } from './upload-road.fixture.ts';

/** A clock for a server and its database together. */
export interface TestClock {
  /** The clock of the server. */
  now: () => Date;
  /** Lets minutes pass in which a server was running, or none was; restarts it, and waits for its sweep. */
  pass(app: TestApp, minutes: number, server: 'running' | 'down'): Promise<void>;
}

/** Every time that a deadline counts from. */
const STAMPS = {
  images: ['created_at', 'moved_at'],
  image_fetches: ['created_at'],
  meta_files: ['created_at', 'moved_at'],
  model_files: ['created_at', 'moved_at'],
  imported_models: ['moved_at'],
};
/** Of the few rows of a test a sweep takes a part of this. */
const SWEEP_MS = 300;

/** A clock for a server and its database: what is recorded becomes older, where the database's clock can't be set. */
export function createClock(): TestClock {
  let passedMs = 0;
  const now = () => new Date(Date.now() + passedMs);
  return {
    now,
    async pass(app, minutes, server) {
      passedMs += minutes * 60_000;
      const life = server === 'running' ? ['resumed_at'] : ['resumed_at', 'seen_at'];
      await query(app, async (client) => {
        for (const [table, columns] of Object.entries({ ...STAMPS, server_life: life })) {
          const older = columns.map((column) => `${column} = ${column} - $1 * interval '1 minute'`);
          await client.query(`update ${table} set ${older.join(', ')}`, [minutes]);
        }
      });
      await app.restart(now);
      await query(app, async (client) => {
        const fresh = `select from server_life where seen_at > now() - interval '2 seconds'`;
        await until(async () => (await client.query(fresh)).rowCount === 1);
      });
      await setTimeout(SWEEP_MS);
    },
  };
}

async function query(
  app: TestApp,
  use: (client: Awaited<ReturnType<typeof connectToDatabase>>) => Promise<void>,
) {
  const client = await connectToDatabase(app);
  await use(client);
  await client.end();
}
