import { crc32 } from 'node:zlib';
import { cut, type Damage, fill, overwrite } from './damage.fixture.ts';
import { drawSample } from './sample-picture.fixture.ts';

interface Chunk {
  type: string;
  data: Buffer;
}

const SIGNATURE_BYTES = 8;

/** PNGs as cards, disks, networks and programs spoil them (https://www.w3.org/TR/png-3/). */
export async function damagedPngs(): Promise<Damage[]> {
  const photo = await (await drawSample()).png().toBuffer();
  const chunks = readChunks(photo);
  const header = SIGNATURE_BYTES + 8;
  return [
    ...[0.00002, 0.1, 0.5, 0.99].map(
      (part): Damage => ({
        name: `cut at ${100 * part} %`,
        bytes: cut(photo, part),
        code: 'Truncated',
      }),
    ),
    {
      name: 'without its last chunk',
      bytes: writeChunks(chunks.filter(({ type }) => type !== 'IEND')),
      code: 'Truncated',
    },
    { name: 'second half zeros', bytes: fill(photo, 0, 0.5, 1), code: 'Truncated' },
    ...[
      { name: 'a cluster of zeros', bytes: fill(photo, 0, 0.5, 0.51) },
      { name: 'a header with a wrong checksum', bytes: overwrite(photo, header + 17 - 4, [1, 2, 3, 4]) },
      {
        name: 'picture data with a wrong checksum',
        bytes: overwrite(photo, photo.length - 16, [1, 2, 3, 4]),
      },
      { name: 'a height beyond the data', bytes: changeHeader(chunks, (data) => data.writeUInt32BE(900, 4)) },
      { name: 'a width beyond the data', bytes: changeHeader(chunks, (data) => data.writeUInt32BE(900, 0)) },
      { name: 'no width', bytes: changeHeader(chunks, (data) => data.writeUInt32BE(0, 0)) },
      { name: 'a bit depth of 7', bytes: changeHeader(chunks, (data) => data.writeUInt8(7, 8)) },
      { name: 'no picture data', bytes: writeChunks(chunks.filter(({ type }) => type !== 'IDAT')) },
      { name: 'picture data that do not inflate', bytes: writeChunks(spoil(chunks, 0.5)) },
      { name: 'no zlib header', bytes: writeChunks(spoil(chunks, 0)) },
      { name: 'line ends translated', bytes: translateLineEnds(photo) },
    ].map((damage) => ({ ...damage, code: 'Damaged' as const })),
  ];
}

function readChunks(photo: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at < photo.length; ) {
    const length = photo.readUInt32BE(at);
    chunks.push({
      type: photo.toString('latin1', at + 4, at + 8),
      data: photo.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

function writeChunks(chunks: readonly Chunk[]): Buffer {
  const written = chunks.map(({ type, data }) => {
    const chunk = Buffer.alloc(12 + data.length);
    chunk.writeUInt32BE(data.length, 0);
    chunk.write(type, 4, 'latin1');
    data.copy(chunk, 8);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
    return chunk;
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...written]);
}

function changeHeader(chunks: readonly Chunk[], change: (data: Buffer) => void): Buffer {
  return writeChunks(
    chunks.map((chunk) => {
      if (chunk.type !== 'IHDR') return chunk;
      const data = Buffer.from(chunk.data);
      change(data);
      return { ...chunk, data };
    }),
  );
}

/** Overwrites some bytes of the picture data, at a part (0 to 1) of the first chunk; its checksum will be right. */
function spoil(chunks: readonly Chunk[], part: number): Chunk[] {
  const first = chunks.findIndex(({ type }) => type === 'IDAT');
  return chunks.map((chunk, index) =>
    index === first ? { ...chunk, data: fill(chunk.data, 0xa5, part, part + 64 / chunk.data.length) } : chunk,
  );
}

/** What a transfer in text mode does. */
function translateLineEnds(photo: Buffer): Buffer {
  return Buffer.from(photo.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
