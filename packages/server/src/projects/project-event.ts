import type { EVENT_KIND, WireEvent } from '@tiepoint/protocol';
import type { StoredEvent } from '../events/event.ts';
import type { EventCursors } from '../events/event-cursor.ts';

type SubjectField = 'imageId' | 'taskId' | 'metaFileId';

/** What the subject of each kind of event is; those left out are about the project itself. */
const SUBJECT_FIELDS: Partial<Record<EVENT_KIND, SubjectField>> = {
  ImageRegistered: 'imageId',
  ImageMoved: 'imageId',
  ImageRemoved: 'imageId',
  TaskQueued: 'taskId',
  TaskMoved: 'taskId',
  TaskProgress: 'taskId',
  TaskLogged: 'taskId',
  MetaFileMoved: 'metaFileId',
};

/** Says an event as the API describes it. */
export function toWireEvent(cursors: EventCursors, event: StoredEvent): WireEvent {
  const { position, kind, time, projectId, subjectId, facts } = event;
  const field = SUBJECT_FIELDS[kind];
  return {
    cursor: cursors.format(projectId, position),
    kind,
    time: time.toISOString(),
    projectId,
    subjectId,
    ...(field && { [field]: subjectId }),
    ...facts,
  };
}
