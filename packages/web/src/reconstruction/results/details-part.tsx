import type { ReactNode } from 'react';
import type { TaskDetails } from '../../api/fetch-task-details.ts';
import { Refusal } from '../refusal.tsx';
import { type TaskIds, useTaskDetails } from './use-task-details.ts';

/** Shows something of a task's details once they are there. */
export function DetailsPart({
  ids,
  children,
}: {
  ids: TaskIds;
  children: (details: TaskDetails) => ReactNode;
}) {
  const { data, error } = useTaskDetails(ids);
  if (data) return children(data);
  return error ? <Refusal message={error.message} /> : <p className="task-report-when">…</p>;
}
