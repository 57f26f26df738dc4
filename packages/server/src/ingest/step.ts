import type { Inspector } from '@tiepoint/inspection';
import type { PhotoLimits, UserShares } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import type { ImageFault } from '../images/image.ts';
import type { ImageFacts } from '../images/move-image.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';

/** What the ingest needs. */
export interface IngestNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  logger: Logger;
  limits: PhotoLimits;
  inspector: Inspector;
  /** Photos that are worked on at the same time. */
  ingestConcurrency: number;
  perUser: UserShares;
  now: () => Date;
}

/** What a step found out: facts to keep, and what is wrong with the photo, if anything. */
export type StepOutcome = { facts: ImageFacts } | { faults: ImageFault[]; facts?: ImageFacts };
