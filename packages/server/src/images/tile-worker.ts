import sharp from 'sharp';
import { TILE_OVERLAP_PIXELS, TILE_PIXELS } from './tile-layout.ts';

/*
 * A process that cuts one photo into the tiles of a Deep Zoom image and ends. Its arguments are the photo, the file to
 * write (its tiles go beside it) and the most pixels that a photo may have.
 */

const TILE_QUALITY = 85;

const [photo = '', target = '', maxPixels = '0'] = process.argv.slice(2);
sharp.concurrency(1);
sharp.cache(false);
await sharp(photo, { limitInputPixels: Number(maxPixels) })
  .autoOrient()
  .flatten({ background: '#ffffff' })
  .toColourspace('srgb')
  .jpeg({ quality: TILE_QUALITY })
  .tile({ layout: 'dz', size: TILE_PIXELS, overlap: TILE_OVERLAP_PIXELS })
  .toFile(target);
