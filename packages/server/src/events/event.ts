import type { EVENT_KIND, ProjectEvent } from '@tiepoint/protocol';
import type { ColumnType, Generated } from 'kysely';
import type { Json } from '../database/database.ts';
import type { LogPosition } from './event-cursor.ts';

declare module '../database/database.ts' {
  interface Tables {
    events: EventTable;
    eventStarts: EventStartTable;
  }
}

/** What an event says beside its kind and its subject: a few small fields of the wire, never a secret. */
export type EventFacts = Partial<
  Pick<
    ProjectEvent,
    | 'imageState'
    | 'errorCodes'
    | 'taskState'
    | 'step'
    | 'totalSteps'
    | 'stepName'
    | 'percent'
    | 'lastNumber'
    | 'metaFileState'
    | 'importedState'
    | 'missingPhotos'
  >
>;

/** Something that is about to have happened. */
export interface NewEvent {
  projectId: string;
  kind: EVENT_KIND;
  /** Id of what it is about: an image, a task, the project itself. */
  subjectId: string;
  facts?: EventFacts;
}

/** An event as the log has it. */
export interface StoredEvent extends Required<NewEvent> {
  position: LogPosition;
  time: Date;
}

interface EventTable {
  projectId: string;
  /** With `id` the event's place in the log; the migration tells how it is made. */
  stamp: ColumnType<number, never, never>;
  id: ColumnType<number, never, never>;
  kind: EVENT_KIND;
  subjectId: string;
  facts: Json<EventFacts>;
  createdAt: Generated<Date>;
}

/** The last event of a project that is no longer kept. */
interface EventStartTable {
  projectId: string;
  stamp: number;
  id: number;
}
