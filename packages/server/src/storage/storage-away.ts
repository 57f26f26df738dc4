const AWAY_CODES = ['ENODEV', 'ENXIO', 'ESTALE', 'ETIMEDOUT', 'EHOSTDOWN', 'ENOTCONN'];

/** The disk of the stored files is not there, or can't be used: that says nothing of a single file. */
export class StorageAway extends Error {
  constructor({ reason, ...options }: ErrorOptions & { reason?: string } = {}) {
    const sentence = 'Stored files cannot be read: is their disk mounted and working? Nothing was changed.';
    super(reason === undefined ? sentence : `${sentence} ${reason}`, options);
    this.name = 'StorageAway';
  }
}

/** Whether an error of the file system means that there is no disk any more. */
export function isAway(error: unknown): boolean {
  return AWAY_CODES.includes((error as NodeJS.ErrnoException).code ?? '');
}
