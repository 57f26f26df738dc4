import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { DomainError } from '../errors/domain-error.ts';

/** A place in a project's log, between two events. */
export interface LogPosition {
  stamp: number;
  id: number;
}

/** Before everything that the log still has. */
export const LOG_START: LogPosition = { stamp: 0, id: 0 };

/**
 * Positions as clients get them and give them back. Positions count what all projects of the server do, so a cursor is
 * encrypted: it tells nothing but its place in the one project.
 */
export interface EventCursors {
  format(projectId: string, position: LogPosition): string;
  /** Reads what `format` has made for the same project; a DomainError where it is anything else. */
  parse(projectId: string, cursor: string): LogPosition;
}

/** One block: the same position of a project is always the same cursor, by which clients drop what they know. */
const CIPHER = 'aes-128-ecb';
const KEY_BYTES = 16;
const NUMBER_BYTES = 6;
/** What is left of the block is zero: of invented cursors one in four thousand million would pass. */
const TAG = Buffer.alloc(4);
const PATTERN = /^[0-9a-f]{32}$/;
/** Cursors of earlier servers, with the counts in them. */
const PLAIN = /^\d{1,15}_\d{1,15}$/;

/** Makes the cursors of an installation out of its secret; each project has a key of its own. */
export function createEventCursors(secret: string): EventCursors {
  // With raw bytes instead of key objects each step would take seven times as long.
  const master = createSecretKey(secret, 'utf8');
  let last: { projectId: string; key: KeyObject } | undefined;
  const keyOf = (projectId: string) => {
    if (last?.projectId === projectId) return last.key;
    const bytes = createHmac('sha256', master).update(projectId).digest().subarray(0, KEY_BYTES);
    last = { projectId, key: createSecretKey(bytes) };
    return last.key;
  };
  return {
    format(projectId, { stamp, id }) {
      const block = Buffer.alloc(KEY_BYTES);
      block.writeUIntBE(stamp, 0, NUMBER_BYTES);
      block.writeUIntBE(id, NUMBER_BYTES, NUMBER_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(projectId), null).setAutoPadding(false);
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('hex');
    },
    parse(projectId, cursor) {
      if (PLAIN.test(cursor)) throw cursorExpired();
      if (!PATTERN.test(cursor)) throw noCursor();
      const decipher = createDecipheriv(CIPHER, keyOf(projectId), null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(cursor, 'hex'), decipher.final()]);
      if (!block.subarray(2 * NUMBER_BYTES).equals(TAG)) throw noCursor();
      return { stamp: block.readUIntBE(0, NUMBER_BYTES), id: block.readUIntBE(NUMBER_BYTES, NUMBER_BYTES) };
    },
  };
}

/** The events behind a cursor can't be given any more: says what to do. */
export function cursorExpired(): DomainError {
  return new DomainError(
    'CURSOR_EXPIRED',
    'Events after this cursor are no longer kept. Query the newest cursor (project.eventCursor), then the state, and continue from there.',
  );
}

function noCursor(): DomainError {
  return new DomainError(
    'BAD_INPUT',
    'This is not an event cursor of this project. Pass a cursor exactly as it was returned.',
  );
}
