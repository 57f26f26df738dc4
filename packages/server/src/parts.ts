import type { Engine } from '@tiepoint/engines';
import type { Inspector } from '@tiepoint/inspection';
import type { PasswordThread } from './auth/passwords/password-thread.ts';
import type { PhotoLimits, UserShares } from './config/config.ts';
import type { Database } from './database/database.ts';
import type { EventCursors } from './events/event-cursor.ts';
import type { EventFeed } from './events/event-feed.ts';
import type { Fetcher } from './fetching/fetcher.ts';
import type { PhotoLinks } from './images/photo-links.ts';
import type { ProjectWarnings } from './images/project-warnings.ts';
import type { TileMaker } from './images/tile-maker.ts';
import type { Logger } from './observability/logger.ts';
import type { Queue } from './queue/queue.ts';
import type { ProjectReports } from './reports/project-reports.ts';
import type { ScrubSettings } from './scrubbing/start-scrubbing.ts';
import type { Storage } from './storage/bucket.ts';

/**
 * Every part of a server that runs, by the name under which use cases ask for it: the app opens them, edges and
 * workers pass them on.
 */
export interface Parts {
  database: Database;
  queue: Queue;
  logger: Logger;
  now: () => Date;
  storage: Storage;
  fetcher: Fetcher;
  inspector: Inspector;
  photoLinks: PhotoLinks;
  projectWarnings: ProjectWarnings;
  projectReports: ProjectReports;
  tileMaker: TileMaker;
  eventFeed: EventFeed;
  eventCursors: EventCursors;
  passwords: PasswordThread;
  engines: ReadonlyMap<string, Engine>;
  /** Name of the engine that new tasks go to where they ask for none. */
  defaultEngine: string;
  /** Of this program. */
  version: string;
  /** Whether users may register themselves. */
  registration: 'open' | 'closed';
  limits: PhotoLimits;
  maxModelBytes: number;
  /** Maximum number of photos of a reconstruction; undefined: any number. */
  maxTaskPhotos: number | undefined;
  /** Photos that are copied, hashed and judged at the same time. */
  ingestConcurrency: number;
  /** What one user may hold of each kind of work. */
  perUser: UserShares;
  /** How long the event log keeps what has happened. */
  eventDays: number;
  /** Folder for the work of conversions. */
  conversionFolder: string;
  /** Folder of the embedded object store. */
  objectsFolder: string;
  /** How slowly stored files are read again. */
  scrubbing: ScrubSettings;
  /** No other server works on this database: what a killed one has left is resumed at once. */
  soleWorker: boolean;
}
