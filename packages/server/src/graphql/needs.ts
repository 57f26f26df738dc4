import type { Engine } from '@tiepoint/engines';
import type { PasswordThread } from '../auth/password-thread.ts';
import type { Database } from '../database/database.ts';
import type { EventFeed } from '../events/event-feed.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { PhotoLinks } from '../images/photo-links.ts';
import type { ProjectWarnings } from '../images/project-warnings.ts';
import type { TileMaker } from '../images/tile-maker.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';
import type { ProjectReports } from '../reports/project-reports.ts';
import type { Storage } from '../storage/bucket.ts';

/** What the resolvers need; passed in by the app. */
export interface GraphqlNeeds {
  database: Database;
  queue: Queue;
  logger: Logger;
  storage: Storage;
  fetcher: Fetcher;
  photoLinks: PhotoLinks;
  projectWarnings: ProjectWarnings;
  projectReports: ProjectReports;
  tileMaker: TileMaker;
  eventFeed: EventFeed;
  passwords: PasswordThread;
  /** Whether people may make accounts by themselves. */
  registration: 'open' | 'closed';
  /** Name of the engine that new tasks go to where they ask for none. */
  defaultEngine: string;
  engines: ReadonlyMap<string, Engine>;
  /** Photos that one reconstruction may have; undefined: any number. */
  maxTaskPhotos: number | undefined;
  version: string;
  now: () => Date;
}

/** Links to thumbnails, photos and models stay valid for this long. */
export const LINK_SECONDS = 3 * 3600;
