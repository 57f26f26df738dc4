/** The life of an image; what people see of it is described in the schema. */
export type ImageState = 'Pending' | 'Uploading' | 'Uploaded' | 'Processing' | 'Ready' | 'Invalid';

/** Every legal move. Nothing else moves an image, and each move is a compare-and-set in the database. */
export const IMAGE_MOVES = {
  Pending: ['Uploading', 'Uploaded', 'Invalid'],
  Uploading: ['Uploaded', 'Invalid'],
  Uploaded: ['Processing', 'Invalid'],
  Processing: ['Ready', 'Invalid'],
  // The stored photo was damaged or lost.
  Ready: ['Invalid'],
  // The ways back: the photo is registered again, or simply sent again, under the same record.
  Invalid: ['Pending', 'Uploaded'],
} as const satisfies Record<ImageState, readonly ImageState[]>;

/** States in which nothing is under way. */
export const SETTLED_STATES = ['Ready', 'Invalid'] as const satisfies readonly ImageState[];

/** An image in one of these has been uploaded: a client need not send it again. */
export const ARRIVED_STATES = ['Uploaded', 'Processing', 'Ready'] as const satisfies readonly ImageState[];

/** Whether the table allows the move. */
export function canMove(from: ImageState, to: ImageState): boolean {
  return (IMAGE_MOVES[from] as readonly ImageState[]).includes(to);
}

/** The states from which the table allows a move to `to`. */
export function statesBefore(to: ImageState): ImageState[] {
  return (Object.keys(IMAGE_MOVES) as ImageState[]).filter((from) => canMove(from, to));
}
