import type { ProjectNews } from '@tiepoint/client';

/** What a page follows, and who hears of it. */
export interface Following {
  /** Follows behind a cursor until the signal aborts. */
  follow: (after: string | undefined, signal: AbortSignal) => AsyncIterable<ProjectNews>;
  onNews: (news: ProjectNews) => void;
}

/**
 * Follows as long as the page is in view, and gives the function that ends it. A page out of view holds no stream: a
 * browser has six connections to a server for all its pages. One that comes back goes on behind the last cursor.
 */
export function followInView({ follow, onNews }: Following): () => void {
  let cursor: string | undefined;
  let leaving = new AbortController();

  const run = async ({ signal }: AbortController) => {
    try {
      for await (const news of follow(cursor, signal)) {
        if (signal.aborted) return;
        cursor = news.cursor ?? (news.type === 'changed' ? undefined : cursor);
        onNews(news);
      }
    } catch {
      // Left on purpose, or refused: then what is loaded next says why.
      if (!signal.aborted) onNews({ type: 'changed' });
    }
  };
  const update = () => {
    leaving.abort();
    leaving = new AbortController();
    if (!document.hidden) void run(leaving);
  };
  update();
  document.addEventListener('visibilitychange', update);
  return () => {
    document.removeEventListener('visibilitychange', update);
    leaving.abort();
  };
}
