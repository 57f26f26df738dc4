import { cut, type Damage, fill, overwrite } from './damage.fixture.ts';
import { drawSample } from './sample-picture.fixture.ts';

const MARKERS = { sof: 0xc0, dht: 0xc4, sos: 0xda, dqt: 0xdb, dri: 0xdd };
/** A cluster of a camera's card. */
const CLUSTER = 4096;

/** JPEGs as cards, disks, networks and programs spoil them. */
export async function damagedJpegs(): Promise<Damage[]> {
  const photo = await (await drawSample()).jpeg({ quality: 90 }).toBuffer();
  const other = await (await drawSample(2)).jpeg({ quality: 90 }).toBuffer();
  const progressive = await (await drawSample()).jpeg({ progressive: true }).toBuffer();
  return [
    ...cuts(photo),
    { name: 'progressive, cut in half', bytes: cut(progressive, 0.5), code: 'Truncated' },
    ...lostClusters(photo, other),
    ...brokenHeaders(photo),
  ];
}

function cuts(photo: Buffer): Damage[] {
  return [
    ...[0.001, 0.02, 0.3, 0.7, 0.99].map(
      (part): Damage => ({
        name: `cut at ${100 * part} %`,
        bytes: cut(photo, part),
        code: 'Truncated',
      }),
    ),
    { name: 'without its end marker', bytes: photo.subarray(0, -2), code: 'Truncated' },
    { name: 'second half zeros', bytes: fill(photo, 0, 0.5, 1), code: 'Truncated' },
    { name: 'second half erased (0xFF)', bytes: fill(photo, 0xff, 0.5, 1), code: 'Truncated' },
    { name: 'last cluster zeros', bytes: fill(photo, 0, 1 - CLUSTER / photo.length, 1), code: 'Truncated' },
  ];
}

function lostClusters(photo: Buffer, other: Buffer): Damage[] {
  const middle = Math.floor(photo.length / 2);
  const scan = find(photo, MARKERS.sos) + 14;
  const cluster = CLUSTER / photo.length;
  const [before, after] = [photo.subarray(0, middle), photo.subarray(middle)];
  const text = Buffer.from('<p>The requested file was not found.</p>\n'.repeat(100));
  const end = photo.subarray(-2);
  return [
    { name: 'a cluster of zeros', bytes: fill(photo, 0, 0.5, 0.5 + cluster) },
    { name: 'a sector of zeros', bytes: fill(photo, 0, 0.5, 0.5 + cluster / 8) },
    { name: 'an erased cluster (0xFF)', bytes: fill(photo, 0xff, 0.5, 0.5 + cluster) },
    {
      name: 'zeros up to the end marker',
      bytes: Buffer.concat([fill(photo, 0, 0.5, 1).subarray(0, -2), end]),
    },
    { name: 'a missing cluster', bytes: Buffer.concat([before, after.subarray(CLUSTER)]) },
    { name: 'text in the middle', bytes: Buffer.concat([before, text, after.subarray(text.length)]) },
    { name: 'the beginning of the picture missing', bytes: Buffer.concat([photo.subarray(0, scan), after]) },
    { name: 'goes on as another photo', bytes: Buffer.concat([before, other.subarray(middle)]) },
    { name: 'another whole photo in its middle', bytes: Buffer.concat([before, other, after]) },
  ].map((damage) => ({ ...damage, code: 'Damaged' as const }));
}

function brokenHeaders(photo: Buffer): Damage[] {
  const size = find(photo, MARKERS.sof) + 5;
  const changed = (name: string, offset: number, ...bytes: number[]) => ({
    name,
    bytes: overwrite(photo, offset, bytes),
  });
  return [
    changed('a Huffman table with too many codes', find(photo, MARKERS.dht) + 5, 9, 9, 9),
    { name: 'no quantisation tables', bytes: dropSegments(photo, MARKERS.dqt) },
    { name: 'no frame header', bytes: dropSegments(photo, MARKERS.sof) },
    { name: 'no scan header', bytes: dropSegments(photo, MARKERS.sos) },
    changed('a height beyond the data', size, 0x07, 0x08),
    changed('a width beyond the data', size + 2, 0x07, 0x08),
    changed('no width', size + 2, 0, 0),
    changed('9 bits a channel', size - 1, 9),
    changed('a sampling factor of 9', size + 6, 0x99),
    changed('a segment of the wrong length', find(photo, MARKERS.dqt) + 2, 0x7f, 0xff),
    changed('a component that is not there', find(photo, MARKERS.sos) + 5, 9),
  ].map((damage) => ({ ...damage, code: 'Damaged' as const }));
}

/** Where a marker stands. */
function find(photo: Buffer, marker: number): number {
  return photo.indexOf(Buffer.from([0xff, marker]));
}

function dropSegments(photo: Buffer, marker: number): Buffer {
  const at = find(photo, marker);
  if (at < 0) return photo;
  const rest = Buffer.concat([photo.subarray(0, at), photo.subarray(at + 2 + photo.readUInt16BE(at + 2))]);
  return marker === MARKERS.sos ? rest : dropSegments(rest, marker);
}
