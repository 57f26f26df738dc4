import { metaFileJob } from '../../ingest/check-meta-file.ts';
import { findMetaFileByFilename } from '../../meta-files/find-meta-files.ts';
import { type MetaFile, metaUploadKey } from '../../meta-files/meta-file.ts';
import { moveMetaFile } from '../../meta-files/move-meta-file.ts';
import { matchPlaces } from '../../storage/match-places.ts';
import type { UploadKind } from '../upload-kind.ts';

/** Meta files: what has arrived is checked. */
export const metaFileUpload: UploadKind<MetaFile> = {
  keyOf: metaUploadKey,
  find: findMetaFileByFilename,
  findAll: (executor, places) =>
    executor.selectFrom('metaFiles').selectAll().where(matchPlaces('metaFiles', places)).execute(),
  awaited: ['Pending'],
  ended: ['Failed'],
  revives: ({ uploadEtag }, { etag }) => etag !== uploadEtag,
  over: ['Ready'],
  async arrive({ database, queue }, { id, state: from }, { size, etag }) {
    const facts = { size, uploadEtag: etag };
    const moved = await moveMetaFile(database, id, { from, to: 'Uploaded', facts });
    if (moved) await queue.send(database, metaFileJob, { metaFileId: id });
    return moved;
  },
};
