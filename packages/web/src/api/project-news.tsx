import type { ProjectNews } from '@tiepoint/client';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { useApi } from './api-context.tsx';
import { followInView } from './follow-in-view.ts';

type Listener = (news: ProjectNews) => void;

const NewsContext = createContext<Set<Listener> | null>(null);

interface ProjectNewsProviderProps {
  projectId: string;
  /** Poll interval when the event stream is not available. */
  lookEveryMs: () => number;
  children: ReactNode;
}

/** Follows a project, by one event stream, for all components below. */
export function ProjectNewsProvider({ projectId, lookEveryMs, children }: ProjectNewsProviderProps) {
  const api = useApi();
  const [listeners] = useState(() => new Set<Listener>());
  const pace = useEffectEvent(lookEveryMs);
  useEffect(
    () =>
      followInView({
        follow: (after, signal) => api.followProject(projectId, { after, signal, pollEveryMs: () => pace() }),
        onNews: (news) => {
          for (const listener of listeners) listener(news);
        },
      }),
    [api, projectId, listeners],
  );
  return <NewsContext value={listeners}>{children}</NewsContext>;
}

/** Subscribes to the news of the project that the page follows, if any. */
export function useProjectNews(onNews: Listener): void {
  const listeners = useContext(NewsContext);
  const hear = useEffectEvent(onNews);
  useEffect(() => {
    if (!listeners) return;
    const listener: Listener = (news) => hear(news);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listeners]);
}
