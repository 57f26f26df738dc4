import type { Migration } from 'kysely/migration';
import { photosAndTasks } from './0001-photos-and-tasks.ts';
import { accounts } from './0002-accounts.ts';
import { metaFiles } from './0003-meta-files.ts';
import { eventLog } from './0004-event-log.ts';
import { importedModels } from './0005-imported-models.ts';
import { imageFetches } from './0006-image-fetches.ts';
import { taskErrorCodes } from './0007-task-error-codes.ts';
import { unannouncedImages } from './0008-unannounced-images.ts';
import { photoChecks } from './0009-photo-checks.ts';
import { announcements } from './0010-announcements.ts';
import { engines } from './0011-engines.ts';
import { schemaPrograms } from './0012-schema-programs.ts';
import { eventClock } from './0013-event-clock.ts';
import { deadlines } from './0014-deadlines.ts';
import { scrubbing } from './0015-scrubbing.ts';
import { contract } from './0016-contract.ts';

/** All migrations in the order of their names. A landed one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-photos-and-tasks': photosAndTasks,
  '0002-accounts': accounts,
  '0003-meta-files': metaFiles,
  '0004-event-log': eventLog,
  '0005-imported-models': importedModels,
  '0006-image-fetches': imageFetches,
  '0007-task-error-codes': taskErrorCodes,
  '0008-unannounced-images': unannouncedImages,
  '0009-photo-checks': photoChecks,
  '0010-announcements': announcements,
  '0011-engines': engines,
  '0012-schema-programs': schemaPrograms,
  '0013-event-clock': eventClock,
  '0014-deadlines': deadlines,
  '0015-scrubbing': scrubbing,
  '0016-contract': contract,
};
