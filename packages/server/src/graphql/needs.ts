import type { Database } from '../database/database.ts';
import type { Queue } from '../queue/queue.ts';
import type { Engine } from '../reconstruction/engine.ts';
import type { Storage } from '../storage/bucket.ts';

/** What the resolvers need; passed in by the app. */
export interface GraphqlNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  engineName: string;
  engines: ReadonlyMap<string, Engine>;
  version: string;
  now: () => Date;
}

/** Links to thumbnails, photos and models stay valid for this long. */
export const LINK_SECONDS = 3 * 3600;
