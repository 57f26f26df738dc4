/** The life of a meta file; what people see of it is described in the schema. */
export type MetaFileState = 'Pending' | 'Uploaded' | 'Ready' | 'Failed';

/**
 * Every legal move. Nothing else moves a meta file; the ways back from Failed are a new upload, and other bytes at
 * the place of the earlier ones.
 */
export const META_FILE_MOVES = {
  Pending: ['Uploaded', 'Failed'],
  Uploaded: ['Ready', 'Failed'],
  // The stored file was damaged or lost.
  Ready: ['Failed'],
  Failed: ['Uploaded'],
} as const satisfies Record<MetaFileState, readonly MetaFileState[]>;

/** States in which nothing is under way. */
export const SETTLED_META_FILE_STATES = ['Ready', 'Failed'] as const satisfies readonly MetaFileState[];

/** Whether the table allows the move. */
export function canMoveMetaFile(from: MetaFileState, to: MetaFileState): boolean {
  return (META_FILE_MOVES[from] as readonly MetaFileState[]).includes(to);
}
