import type { ProjectEvent } from './generated.ts';

/** An event as JSON, in an event stream and in a webhook: fields that do not belong to its kind are left out. */
export type WireEvent = Pick<ProjectEvent, 'cursor' | 'kind' | 'time' | 'projectId' | 'subjectId'> &
  Partial<ProjectEvent>;
