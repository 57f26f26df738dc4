/** The life of a reconstruction; what people see of it is described in the schema. */
export type TaskState = 'Pending' | 'Processing' | 'Done' | 'Failed' | 'Stopped';

/** Every legal move. An interrupted task stays Processing until a worker takes it over. */
export const TASK_MOVES = {
  Pending: ['Processing', 'Failed', 'Stopped'],
  Processing: ['Done', 'Failed', 'Stopped'],
  Done: [],
  Failed: [],
  Stopped: [],
} as const satisfies Record<TaskState, readonly TaskState[]>;

/** In these a task waits or runs. */
export const RUNNING_STATES = ['Pending', 'Processing'] as const satisfies readonly TaskState[];

/** Whether the table allows the move. */
export function canMoveTask(from: TaskState, to: TaskState): boolean {
  return (TASK_MOVES[from] as readonly TaskState[]).includes(to);
}
