import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { appendEvents } from '../events/append-events.ts';
import type { MetaFile } from './meta-file.ts';
import { canMoveMetaFile, type MetaFileState } from './meta-file-state.ts';

/** A move from the state in which the caller has seen the file, with facts to keep or what is wrong in sentences. */
interface Move {
  from: MetaFileState;
  to: MetaFileState;
  facts?: Partial<Pick<MetaFile, 'size' | 'sha1' | 'uploadEtag'>>;
  errors?: string[];
}

/**
 * Moves a meta file by compare-and-set and tells of it in the log. Undefined when it is no longer in that state,
 * or may not move there: somebody else was first, and nothing has changed.
 */
export async function moveMetaFile(trx: Trx, id: string, move: Move): Promise<MetaFile | undefined> {
  if (!canMoveMetaFile(move.from, move.to)) return undefined;
  const moved = await trx
    .updateTable('metaFiles')
    .set({
      ...move.facts,
      state: move.to,
      errors: move.errors ?? [],
      // Nothing is fetched twice, and a URL may hold a secret.
      sourceUrl: null,
      movedAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', '=', move.from)
    .returningAll()
    .executeTakeFirst();
  if (moved) await tellMetaFile(trx, moved);
  return moved;
}

/** Writes into the log which state a meta file is in. */
export async function tellMetaFile(trx: Trx, { projectId, id, state }: MetaFile): Promise<void> {
  await appendEvents(trx, [
    { projectId, kind: 'MetaFileMoved', subjectId: id, facts: { metaFileState: state } },
  ]);
}
