import type { ProjectNews, WireEvent } from '@tiepoint/client';

type Kind = WireEvent['kind'];

const PHOTO_KINDS: ReadonlySet<Kind> = new Set(['ImageRegistered', 'ImageMoved', 'ImageRemoved'] as const);
const LOG_KINDS: ReadonlySet<Kind> = new Set(['TaskLogged', 'TaskMoved'] as const);

/** Whether photos may have been added, removed or checked. */
export function changesPhotos(news: ProjectNews): boolean {
  return news.type === 'changed' || (news.type === 'event' && PHOTO_KINDS.has(news.event.kind));
}

/** Whether a task's log may have more lines. */
export function changesLog(news: ProjectNews, taskId: string): boolean {
  const { type } = news;
  return (
    type === 'changed' || (type === 'event' && news.event.taskId === taskId && LOG_KINDS.has(news.event.kind))
  );
}

/**
 * Whether the displayed state of a project may have changed. The place in the queue and the remaining time change
 * without events of the project: they are read at each heartbeat while a task is queued or running.
 */
export function changesProject(news: ProjectNews, hasTask: boolean): boolean {
  if (news.type === 'event') return news.event.kind !== 'TaskLogged';
  return news.type === 'changed' || hasTask;
}
