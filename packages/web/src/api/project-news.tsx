import type { ProjectNews } from '@tiepoint/client';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { useApi } from './api-context.tsx';
import { followInView } from './follow-in-view.ts';

type Listener = (news: ProjectNews) => void;

const NewsContext = createContext<Set<Listener> | null>(null);

interface ProjectNewsProviderProps {
  projectId: string;
  /** How long to wait between two looks where the server's events can't be had. */
  lookEveryMs: () => number;
  children: ReactNode;
}

/** Follows a project, by one event stream, for everything below. */
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

/** Hears the news of the project that the page follows; none where it follows none. */
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
