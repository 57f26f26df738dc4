/** A tag by number: text, or rationals (a fraction each), or short numbers. */
export type Tag = [number: number, value: string | { over: [number, number][] } | number[]];

/** Folders of a TIFF structure. */
export interface Folders {
  main?: Tag[];
  exif?: Tag[];
  gps?: Tag[];
}

const HEADER_BYTES = 16;

/** Writes a TIFF structure with EXIF, in either order of bytes, as classic TIFF or BigTIFF. */
export function makeTiff(folders: Folders, { littleEndian = true, big = false } = {}): Buffer {
  const number = (value: number, bytes: number) => {
    const buffer = Buffer.alloc(bytes);
    if (bytes === 8)
      littleEndian ? buffer.writeBigUInt64LE(BigInt(value)) : buffer.writeBigUInt64BE(BigInt(value));
    else littleEndian ? buffer.writeUIntLE(value, 0, bytes) : buffer.writeUIntBE(value, 0, bytes);
    return buffer;
  };
  const wide = big ? 8 : 4;
  const values: Buffer[] = [];
  let end = HEADER_BYTES;
  const place = (bytes: Buffer) => {
    values.push(bytes);
    end += bytes.length;
    return end - bytes.length;
  };
  const encode = (value: Tag[1]): { type: number; count: number; bytes: Buffer } => {
    if (typeof value === 'string')
      return { type: 2, count: value.length + 1, bytes: Buffer.from(`${value}\0`) };
    if (Array.isArray(value)) {
      return { type: 3, count: value.length, bytes: Buffer.concat(value.map((short) => number(short, 2))) };
    }
    const bytes = Buffer.concat(value.over.flatMap((pair) => pair.map((part) => number(part, 4))));
    return { type: 5, count: value.over.length, bytes };
  };
  const entry = ([tag, value]: Tag) => {
    const { type, count, bytes } = encode(value);
    const inline = Buffer.alloc(wide);
    if (bytes.length <= wide) bytes.copy(inline);
    else number(place(bytes), wide).copy(inline);
    return Buffer.concat([number(tag, 2), number(type, 2), number(count, wide), inline]);
  };
  const pointer = (tag: number, offset: number) =>
    Buffer.concat([number(tag, 2), number(big ? 18 : 13, 2), number(1, wide), number(offset, wide)]);
  const folder = (tags: Tag[], pointers: Buffer[] = []) => {
    const entries = [...tags.map(entry), ...pointers];
    return place(Buffer.concat([number(entries.length, big ? 8 : 2), ...entries, number(0, wide)]));
  };
  const pointers = [
    ...(folders.exif ? [pointer(0x8769, folder(folders.exif))] : []),
    ...(folders.gps ? [pointer(0x8825, folder(folders.gps))] : []),
  ];
  const main = folder(folders.main ?? [], pointers);
  const mark = Buffer.from(littleEndian ? 'II' : 'MM');
  const head = big
    ? [mark, number(43, 2), number(8, 2), number(0, 2), number(main, 8)]
    : [mark, number(42, 2), number(main, 4)];
  return Buffer.concat([Buffer.concat([...head, Buffer.alloc(8)]).subarray(0, HEADER_BYTES), ...values]);
}

/** Puts EXIF in front of a JPEG that has none. */
export function withExif(jpeg: Buffer, exif: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from('Exif\0\0'), exif]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, content, jpeg.subarray(2)]);
}
