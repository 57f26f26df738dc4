import type { ProjectNews } from '@tiepoint/client';

/** What a page follows, with the callback. */
export interface Following {
  /** Follows from a cursor until the signal aborts. */
  follow: (after: string | undefined, signal: AbortSignal) => AsyncIterable<ProjectNews>;
  onNews: (news: ProjectNews) => void;
}

/**
 * Follows while the page is visible, and returns the function that ends it. A hidden page holds no stream: a browser
 * allows six connections to a server for all its pages. A page that becomes visible again continues after the last
 * cursor.
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
      // Aborted, or refused: then the next query shows why.
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
