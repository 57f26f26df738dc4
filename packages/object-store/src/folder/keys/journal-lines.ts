import { crc32 } from 'node:zlib';

import type { KeyChange } from './key-snapshot.ts';

/** Between a key and its checksum: a byte that UTF-8 never has. */
const SEPARATOR = '\xff';

/** A whole line: `+` or `-`, the key as Latin-1 text of its bytes, the separator, CRC-32 of all before it in hex. */
const LINE = /^([+-])([^\xff]+)\xff([0-9a-f]{8})$/;

/** What a journal holds. */
export interface JournalContent {
  readonly changes: readonly KeyChange[];
  /** Lines that are not as they were written. */
  readonly isDamaged: boolean;
  /** Length without a last line that a power failure has cut short, which nobody was told is on disk. */
  readonly wholeBytes: number;
}

/** The line of a change. */
export function formatChange([key, isPresent]: KeyChange): string {
  const change = `${isPresent ? '+' : '-'}${key}`;
  return `${change}${SEPARATOR}${checksum(change)}\n`;
}

/** Reads a journal, as Latin-1 text. */
export function parseJournal(text: string): JournalContent {
  const wholeBytes = text.lastIndexOf('\n') + 1;
  const rest = text.slice(wholeBytes);
  const changes: KeyChange[] = [];
  // A line that has its checksum was not cut short, whatever became of its line feed.
  let isDamaged = /\xff.{8}/.test(rest);
  for (const line of text.slice(0, wholeBytes).split('\n')) {
    if (line === '') continue;
    const [, sign, key = '', sum] = LINE.exec(line) ?? [];
    if (sum !== undefined && sum === checksum(`${sign}${key}`)) changes.push([key, sign === '+']);
    else isDamaged = true;
  }
  return { changes, isDamaged, wholeBytes };
}

function checksum(change: string): string {
  return crc32(Buffer.from(change, 'latin1')).toString(16).padStart(8, '0');
}
