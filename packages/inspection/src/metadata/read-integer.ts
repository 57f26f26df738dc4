/** Reads an unsigned integer of 1 to 8 bytes at an offset. */
export type ReadInteger = (bytes: Buffer, at: number, size: number) => number;

/** No file is this long; beyond it there is room for the sizes that are added to offsets. */
const MAX_OFFSET = Number.MAX_SAFE_INTEGER - 2 ** 20;

/** Reads integers in one byte order; those of 8 bytes are capped at an offset that no file reaches. */
export function createIntegerReader(littleEndian: boolean): ReadInteger {
  return (bytes, at, size) => {
    if (size < 8) return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
    const value = littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at);
    return Math.min(Number(value), MAX_OFFSET);
  };
}
