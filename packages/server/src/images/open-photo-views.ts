import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { TileNeeds } from './cut-tiles.ts';
import { createPhotoLinks, type PhotoLinks } from './photo-links.ts';
import { ProjectWarnings } from './project-warnings.ts';
import { ensureServerSecret } from './server-secret.ts';
import { TileMaker } from './tile-maker.ts';

/** What people see of photos beside their facts. */
export interface PhotoViews {
  photoLinks: PhotoLinks;
  projectWarnings: ProjectWarnings;
  tileMaker: TileMaker;
}

/** Opens the views on this installation's photos. */
export async function openPhotoViews(
  needs: Pick<TileNeeds, 'database' | 'storage'>,
  { dataFolder, photoLimits }: Config,
): Promise<PhotoViews> {
  const tilesFolder = join(dataFolder, 'work', 'tiles');
  // What a server that was killed has left behind.
  await rm(tilesFolder, { recursive: true, force: true });
  const { maxPhotoPixels } = photoLimits;
  return {
    photoLinks: createPhotoLinks(await ensureServerSecret(needs.database, 'photo links')),
    projectWarnings: new ProjectWarnings(needs.database),
    tileMaker: new TileMaker({ ...needs, tilesFolder, maxPhotoPixels }),
  };
}
