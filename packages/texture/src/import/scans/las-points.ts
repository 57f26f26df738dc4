import { FileCursor } from '@tiepoint/scene/files';
import { ImportFault } from '../import-fault.ts';
import type { PointSource } from './point-source.ts';

/** The used fields of the public header block. */
interface LasHeader {
  pointOffset: number;
  recordBytes: number;
  count: number;
  scale: [number, number, number];
  offset: [number, number, number];
  /** Offset of red, green, blue (16 bits each) in a record; null where the format has none. */
  colourOffset: number | null;
}

/** Bytes of the records of point formats 0 to 10, and the offset of their colours. */
const POINT_FORMATS: readonly { bytes: number; colourOffset: number | null }[] = [
  { bytes: 20, colourOffset: null },
  { bytes: 28, colourOffset: null },
  { bytes: 26, colourOffset: 20 },
  { bytes: 34, colourOffset: 28 },
  { bytes: 57, colourOffset: null },
  { bytes: 63, colourOffset: 28 },
  { bytes: 30, colourOffset: null },
  { bytes: 36, colourOffset: 30 },
  { bytes: 38, colourOffset: 30 },
  { bytes: 59, colourOffset: null },
  { bytes: 67, colourOffset: 30 },
];
/** LAZ marks its records with one of these bits on the point format. */
const COMPRESSED = 0xc0;
const INTENSITY_OFFSET = 12;
const HEADER_BYTES = { oldest: 227, counts64: 375 };
/** Samples for the scale of colours and intensities; in runs, because each run is a separate read. */
const SAMPLES = { runs: 20, points: 500 };

/**
 * The points of an uncompressed LAS 1.0 to 1.4; points without a colour are as bright as their intensity. Throws an
 * ImportFault where the file is not a LAS file, is compressed (LAZ), or is truncated. Format: ASPRS LAS 1.4 R15,
 * https://github.com/ASPRSorg/LAS
 */
export function lasPoints(name: string, path: string): PointSource {
  const header = readHeader(name, path);
  return {
    count: header.count,
    read: (take) => {
      const scaleColour = chooseScale(path, header);
      using cursor = new FileCursor(path);
      cursor.seek(header.pointOffset);
      const { recordBytes, scale, offset, colourOffset } = header;
      for (let i = 0; i < header.count; i++) {
        const at = cursor.take(recordBytes);
        const { view } = cursor;
        const axis = (n: 0 | 1 | 2) => view.getInt32(at + 4 * n, true) * scale[n] + offset[n];
        const colour = (n: 0 | 1 | 2) =>
          scaleColour(
            view.getUint16(at + (colourOffset === null ? INTENSITY_OFFSET : colourOffset + 2 * n), true),
          );
        take([axis(0), axis(1), axis(2)], [colour(0), colour(1), colour(2)]);
      }
    },
  };
}

function readHeader(name: string, path: string): LasHeader {
  using cursor = new FileCursor(path);
  if (cursor.sizeBytes < HEADER_BYTES.oldest || cursor.takeText(4) !== 'LASF') {
    throw new ImportFault('Unreadable', `${name} is not a LAS file. Export the points again.`);
  }
  cursor.seek(0);
  const headerBytes = Math.min(HEADER_BYTES.counts64, cursor.sizeBytes);
  const at = cursor.take(headerBytes);
  const { view } = cursor;
  const minor = view.getUint8(at + 25);
  const pointOffset = view.getUint32(at + 96, true);
  const format = view.getUint8(at + 104);
  const recordBytes = view.getUint16(at + 105, true);
  if (format & COMPRESSED) {
    throw new ImportFault(
      'Unreadable',
      `${name} is compressed as LAZ. Uncompress it (for example \`las2las -i in.laz -o out.las\`) and upload the LAS.`,
    );
  }
  const known = POINT_FORMATS[format];
  if (!known || recordBytes < known.bytes) {
    const message = `${name} has points of format ${format} with ${recordBytes} bytes, which is not in LAS 1.4. Export the points again.`;
    throw new ImportFault('Unreadable', message);
  }
  const legacyCount = view.getUint32(at + 107, true);
  const hasLongCount = minor >= 4 && headerBytes >= HEADER_BYTES.counts64;
  const count = (hasLongCount ? Number(view.getBigUint64(at + 247, true)) : 0) || legacyCount;
  if (pointOffset + count * recordBytes > cursor.sizeBytes) {
    const held = Math.max(0, Math.floor((cursor.sizeBytes - pointOffset) / recordBytes));
    const message = `${name} should have ${count} points, but contains ${held}: it is truncated. Copy or export it again.`;
    throw new ImportFault('Unreadable', message);
  }
  const triple = (from: number): [number, number, number] => [
    view.getFloat64(at + from, true),
    view.getFloat64(at + from + 8, true),
    view.getFloat64(at + from + 16, true),
  ];
  return {
    pointOffset,
    recordBytes,
    count,
    scale: triple(131),
    offset: triple(155),
    colourOffset: known.colourOffset,
  };
}

/** From 16 bits to 8. Some programs use only the lower 8 bits, and intensities have no fixed scale. */
function chooseScale(path: string, header: LasHeader): (value: number) => number {
  using cursor = new FileCursor(path);
  const { colourOffset, count, pointOffset, recordBytes } = header;
  const offsets = colourOffset === null ? [INTENSITY_OFFSET] : [0, 2, 4].map((n) => colourOffset + n);
  const step = Math.max(SAMPLES.points, Math.floor(count / SAMPLES.runs));
  let most = 0;
  for (let first = 0; first < count; first += step) {
    cursor.seek(pointOffset + first * recordBytes);
    for (let i = first; i < Math.min(count, first + SAMPLES.points); i++) {
      const at = cursor.take(recordBytes);
      for (const offset of offsets) most = Math.max(most, cursor.view.getUint16(at + offset, true));
    }
  }
  // Only zeros: the points are white.
  if (most === 0) return () => 255;
  if (colourOffset !== null) return most <= 255 ? (value) => value : (value) => value >> 8;
  return (value) => Math.min(255, Math.round((value / most) * 255));
}
