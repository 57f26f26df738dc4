/** The life of an imported model; what people see of it is described in the schema. */
export type ImportState = 'Pending' | 'Converting' | 'Ready' | 'Failed' | 'LimitExceeded';

/** Every legal move. An interrupted conversion stays Converting until a worker takes it over. */
export const IMPORT_MOVES = {
  Pending: ['Converting', 'Failed', 'LimitExceeded'],
  // A new upload is the way back, from anywhere.
  Converting: ['Ready', 'Failed', 'LimitExceeded', 'Pending'],
  Ready: ['Pending'],
  Failed: ['Pending'],
  LimitExceeded: ['Pending'],
} as const satisfies Record<ImportState, readonly ImportState[]>;

/** The states from which the table allows a move to `to`. */
export function importStatesBefore(to: ImportState): ImportState[] {
  return (Object.keys(IMPORT_MOVES) as ImportState[]).filter((from) =>
    (IMPORT_MOVES[from] as readonly ImportState[]).includes(to),
  );
}
