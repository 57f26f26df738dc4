import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from '../database/database.ts';
import { cutPage, type Page, type PageRequest, toPage } from '../database/page.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { Image } from './image.ts';

/** Upper and lower case side by side, by the same rule on every database. */
const SORTED_NAME = sql<string>`lower(name) collate "C"`;

/** A page of images by the user's own names; those of one name in the order of their registration. */
export async function pageImagesByName(
  images: SelectQueryBuilder<Tables, 'images', Image>,
  request: PageRequest,
): Promise<Page<Image>> {
  const cut = cutPage(request);
  let page = images;
  if (cut.after) page = page.where(beyond('>', cut.after));
  if (cut.before) page = page.where(beyond('<', cut.before));
  const direction = cut.fromEnd ? 'desc' : 'asc';
  const [found, total] = await Promise.all([
    page
      .orderBy(SORTED_NAME, direction)
      .orderBy('id', direction)
      .limit(cut.limit + 1)
      .execute(),
    images.clearSelect().select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ]);
  return toPage(found, cut, total.count);
}

/** The place of an image in this order; it stays valid when the image has gone. */
export function nameCursor({ name, id }: Pick<Image, 'name' | 'id'>): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

function beyond(side: '>' | '<', cursor: string) {
  const [name, id] = readCursor(cursor);
  return sql<boolean>`(${SORTED_NAME}, id) ${sql.raw(side)} (lower(${name}) collate "C", ${id})`;
}

function readCursor(cursor: string): [name: string, id: string] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(read)) {
      const [name, id] = read as unknown[];
      if (typeof name === 'string' && typeof id === 'string') return [name, id];
    }
  } catch {
    // Said below.
  }
  throw new DomainError(
    'BAD_INPUT',
    'This is no cursor of a list by name. Pass one exactly as it was given to you.',
  );
}
