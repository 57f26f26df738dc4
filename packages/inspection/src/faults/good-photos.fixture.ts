import sharp from 'sharp';
import { drawSample, SAMPLE_SIZE } from './sample-picture.fixture.ts';

/** Larger than a whole segment of a JPEG is filled by it. */
const LONG_NAME_CHARACTERS = 60_000;

/** Photos of every kind that cameras and programs write, by what is special about them. */
export async function goodPhotos(): Promise<Record<string, Buffer>> {
  return { ...(await goodJpegs()), ...(await goodPngs()), ...(await goodTiffs()) };
}

async function goodJpegs(): Promise<Record<string, Buffer>> {
  const sample = await drawSample();
  const plain = await sample.clone().jpeg({ quality: 90 }).toBuffer();
  const oriented = [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) => [
    `JPEG, orientation ${orientation}`,
    await sample.clone().withMetadata({ orientation }).jpeg().toBuffer(),
  ]);
  const create = { ...SAMPLE_SIZE, channels: 3, background: '#000000' } as const;
  return {
    'plain JPEG': plain,
    'JPEG with trailing bytes': Buffer.concat([plain, Buffer.alloc(5000, 'drone')]),
    'JPEG with trailing zeros': Buffer.concat([plain, Buffer.alloc(70_000)]),
    'JPEG with a second picture (MPO)': Buffer.concat([
      plain,
      await sample.clone().resize(160).jpeg().toBuffer(),
    ]),
    'JPEG with an odd scan header (some phones)': changeAfter(plain, '\xff\xda', 12, 0),
    'JPEG with bytes between its segments': insertBefore(plain, '\xff\xc0', Buffer.alloc(3)),
    'progressive JPEG': await sample.clone().jpeg({ progressive: true }).toBuffer(),
    'JPEG by mozjpeg': await sample.clone().jpeg({ mozjpeg: true }).toBuffer(),
    'JPEG 4:4:4, best quality': await sample
      .clone()
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer(),
    'grey JPEG': await sample.clone().greyscale().jpeg().toBuffer(),
    'CMYK JPEG': await sample.clone().toColourspace('cmyk').jpeg().toBuffer(),
    'JPEG with an ICC profile': await sample.clone().withIccProfile('p3').jpeg().toBuffer(),
    'JPEG with huge EXIF': await sample
      .clone()
      .withExif({ IFD0: { ImageDescription: 'x'.repeat(LONG_NAME_CHARACTERS) } })
      .jpeg()
      .toBuffer(),
    'black JPEG': await sharp({ create }).jpeg({ optimiseCoding: true }).toBuffer(),
    ...Object.fromEntries(await Promise.all(oriented)),
  };
}

async function goodPngs(): Promise<Record<string, Buffer>> {
  const sample = await drawSample();
  const plain = await sample.clone().png().toBuffer();
  return {
    'plain PNG': plain,
    'PNG with trailing bytes': Buffer.concat([plain, Buffer.alloc(5000, 7)]),
    'interlaced PNG': await sample.clone().png({ progressive: true }).toBuffer(),
    'PNG with a palette': await sample.clone().png({ palette: true }).toBuffer(),
    '16-bit PNG': await sample.clone().toColourspace('rgb16').png().toBuffer(),
    'PNG with transparency': await sample.clone().ensureAlpha(0.5).png().toBuffer(),
    'grey PNG': await sample.clone().greyscale().png().toBuffer(),
  };
}

async function goodTiffs(): Promise<Record<string, Buffer>> {
  const sample = await drawSample();
  const page = await sample.clone().png().toBuffer();
  return {
    'plain TIFF': await sample.clone().tiff({ compression: 'none' }).toBuffer(),
    'LZW TIFF': await sample.clone().tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer(),
    'deflated TIFF': await sample.clone().tiff({ compression: 'deflate' }).toBuffer(),
    'JPEG in TIFF': await sample.clone().tiff({ compression: 'jpeg' }).toBuffer(),
    'tiled TIFF': await sample.clone().tiff({ compression: 'deflate', tile: true }).toBuffer(),
    'pyramid TIFF': await sample.clone().tiff({ pyramid: true, tile: true }).toBuffer(),
    BigTIFF: await sample.clone().tiff({ bigtiff: true, compression: 'lzw' }).toBuffer(),
    '16-bit TIFF': await sample.clone().toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer(),
    'CMYK TIFF': await sample.clone().toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer(),
    'grey TIFF': await sample.clone().greyscale().tiff().toBuffer(),
    'TIFF with a private tag': changeAfter(await sample.clone().tiff().toBuffer(), '\x28\x01\x03\0', 0, 0xf1),
    'TIFF of several pages': await sharp([page, page], { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer(),
  };
}

/** A copy in which one byte, so many after a mark (Latin-1), has another value. */
function changeAfter(bytes: Buffer, mark: string, offset: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.lastIndexOf(mark, undefined, 'latin1') + offset] = value;
  return changed;
}

function insertBefore(bytes: Buffer, mark: string, inserted: Buffer): Buffer {
  const at = bytes.indexOf(mark, 0, 'latin1');
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
}
