import { useApi } from '../api/api-context.tsx';
import type { Project } from '../api/fetch-project.ts';
import { fetchReport, type Report } from '../api/fetch-report.ts';
import { changesPhotos } from '../api/read-news.ts';
import { type QueryState, useQuery } from '../api/use-query.ts';

/** Interval between two reports while photos arrive: each one takes all photos into account. */
const REPORT_INTERVAL_MS = 10_000;

/** The current report of a project, reloaded when its photos change. */
export function useReport({ id, imageCounts }: Project): QueryState<Report | null> {
  const api = useApi();
  const moving = imageCounts.some(({ state }) => state !== 'Ready' && state !== 'Invalid');
  return useQuery(`report ${id}`, {
    load: (signal) => fetchReport(api, { id }, signal),
    changedBy: changesPhotos,
    spacingMs: REPORT_INTERVAL_MS,
    revision: moving ? '' : imageCounts.map(({ state, count }) => `${state} ${count}`).join(),
  });
}
