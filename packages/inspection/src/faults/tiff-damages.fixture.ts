import { cut, type Damage, fill } from './damage.fixture.ts';
import { drawSample } from './sample-picture.fixture.ts';

const TAGS = { bits: 258, compression: 259, stripOffsets: 273, stripBytes: 279, width: 256, height: 257 };
const ENTRY_BYTES = 12;

/** TIFFs as cards, disks, networks and programs spoil them (TIFF 6.0). */
export async function damagedTiffs(): Promise<Damage[]> {
  const plain = await (await drawSample()).tiff({ compression: 'none' }).toBuffer();
  const lzw = await (await drawSample()).tiff({ compression: 'lzw' }).toBuffer();
  const deflate = await (await drawSample()).tiff({ compression: 'deflate', tile: true }).toBuffer();
  const jpeg = await (await drawSample()).tiff({ compression: 'jpeg' }).toBuffer();
  return [
    { name: 'cut in its header', bytes: cut(plain, 6 / plain.length), code: 'Truncated' },
    ...[plain, lzw, deflate, jpeg].flatMap((photo, index) =>
      [0.3, 0.98].map(
        (part): Damage => ({
          name: `${['plain', 'LZW', 'tiled deflate', 'JPEG'][index]}, cut at ${100 * part} %`,
          bytes: cut(photo, part),
          code: 'Truncated',
        }),
      ),
    ),
    ...[
      {
        name: 'its directory past the end',
        bytes: changeDirectoryOffset(plain, plain.length + 1000),
        code: 'Truncated' as const,
      },
      { name: 'a table of strips past the end', bytes: change(plain, TAGS.stripOffsets, plain.length + 9) },
      { name: 'no directory', bytes: changeDirectoryOffset(plain, 0) },
      { name: 'its directory in the picture', bytes: changeDirectoryOffset(plain, 4000) },
      { name: 'an unknown compression', bytes: change(plain, TAGS.compression, 777) },
      { name: '7 bits a channel', bytes: change(lzw, TAGS.bits, 7) },
      { name: 'no width', bytes: change(plain, TAGS.width, 0) },
      { name: 'a height beyond the data', bytes: change(plain, TAGS.height, 5000) },
      { name: 'LZW data that do not decode', bytes: fill(lzw, 0xff, 0.4, 0.5) },
      { name: 'deflate data that do not inflate', bytes: fill(deflate, 0x55, 0.4, 0.5) },
      { name: 'JPEG data that do not decode', bytes: fill(jpeg, 0xff, 0.4, 0.5) },
      { name: 'a second half of zeros', bytes: fill(lzw, 0, 0.4, 0.9) },
    ].map((damage) => ({ code: 'Damaged' as const, ...damage })),
  ];
}

/** Sets the value of a tag; of one that points to several values, the pointer. */
function change(photo: Buffer, tag: number, value: number): Buffer {
  const changed = Buffer.from(photo);
  const directory = changed.readUInt32LE(4);
  for (let index = 0; index < changed.readUInt16LE(directory); index++) {
    const entry = directory + 2 + index * ENTRY_BYTES;
    if (changed.readUInt16LE(entry) !== tag) continue;
    if (changed.readUInt16LE(entry + 2) === 3) changed.writeUInt16LE(value, entry + 8);
    else changed.writeUInt32LE(value, entry + 8);
  }
  return changed;
}

function changeDirectoryOffset(photo: Buffer, offset: number): Buffer {
  const changed = Buffer.from(photo);
  changed.writeUInt32LE(offset, 4);
  return changed;
}
