import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

interface Entry {
  name: Buffer;
  crc: number;
  size: number;
  /** Offset of its header in the archive. */
  offset: number;
}

/** The index entry, as the 3tz specification names it. */
const INDEX_NAME = '@3dtilesIndex1@';
const INDEX_ENTRY_BYTES = 24;
const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const LONG_DIRECTORY_END = 0x06064b50;
const LONG_DIRECTORY_LOCATOR = 0x07064b50;
/** Version 2.0, and 4.5 for archives of more than 4 GiB. */
const VERSION = 20;
const LONG_VERSION = 45;
/** Names are UTF-8. */
const FLAGS = 1 << 11;
/** 1 January 1980: the same tiles make the same archive. */
const DATE = 0x21;
/** In a field of 32 or 16 bits: the value is in the ZIP64 field. */
const LONG = 0xffff_ffff;
const MANY = 0xffff;

/**
 * Writes files one after another into an uncompressed ZIP with an index at its end, so that a reader gets each of them with
 * one range request. Sizes and checksums precede each file, as the specification requires. Format:
 * https://github.com/Maxar-Public/3tz-specification, version 1.3.
 */
export class ArchiveWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #entries: Entry[] = [];
  #length = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<ArchiveWriter> {
    return new ArchiveWriter(await open(path, 'w'));
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    if (content.length >= LONG) throw new RangeError(`${name} is larger than 4 GiB`);
    const entry = {
      name: Buffer.from(name),
      crc: crc32(content),
      size: content.length,
      offset: this.#length,
    };
    await this.#write(localHeader(entry));
    await this.#write(content);
    this.#entries.push(entry);
  }

  /** Writes the index and the central directory, without which the file is not an archive. */
  async finish(): Promise<void> {
    await this.add(INDEX_NAME, indexOf(this.#entries));
    const start = this.#length;
    for (const entry of this.#entries) await this.#write(directoryHeader(entry));
    await this.#write(directoryEnd(this.#entries.length, start, this.#length - start));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, written);
      written += bytesWritten;
    }
    this.#length += bytes.length;
  }
}

/** MD5 of each name and the offset of its file, in the order of the MD5s as two numbers of 64 bits. */
function indexOf(entries: readonly Entry[]): Buffer {
  const rows = entries.map(({ name, offset }) => {
    const row = Buffer.alloc(INDEX_ENTRY_BYTES);
    createHash('md5').update(name).digest().copy(row);
    row.writeBigUInt64LE(BigInt(offset), 16);
    return row;
  });
  const key = (row: Buffer) => (row.readBigUInt64LE(0) << 64n) | row.readBigUInt64LE(8);
  return Buffer.concat(rows.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
}

function localHeader({ name, crc, size }: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeFacts(header, 4, { crc, size, nameLength: name.length, version: VERSION });
  return Buffer.concat([header, name]);
}

function directoryHeader({ name, crc, size, offset }: Entry): Buffer {
  const isLong = offset >= LONG;
  const extra = Buffer.alloc(isLong ? 12 : 0);
  if (isLong) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const version = isLong ? LONG_VERSION : VERSION;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(DIRECTORY_HEADER, 0);
  header.writeUInt16LE(version, 4);
  writeFacts(header, 6, { crc, size, nameLength: name.length, version });
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(isLong ? LONG : offset, 42);
  return Buffer.concat([header, name, extra]);
}

/** The fields of both headers of a file; method 0 is uncompressed. */
function writeFacts(
  header: Buffer,
  at: number,
  { version, crc, size, nameLength }: { version: number; crc: number; size: number; nameLength: number },
): void {
  header.writeUInt16LE(version, at);
  header.writeUInt16LE(FLAGS, at + 2);
  header.writeUInt16LE(DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(nameLength, at + 22);
}

function directoryEnd(count: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(DIRECTORY_END, 0);
  end.writeUInt16LE(Math.min(count, MANY), 8);
  end.writeUInt16LE(Math.min(count, MANY), 10);
  end.writeUInt32LE(Math.min(length, LONG), 12);
  end.writeUInt32LE(Math.min(start, LONG), 16);
  if (start < LONG && count < MANY) return end;
  const long = Buffer.alloc(56);
  long.writeUInt32LE(LONG_DIRECTORY_END, 0);
  long.writeBigUInt64LE(BigInt(long.length - 12), 4);
  long.writeUInt16LE(LONG_VERSION, 12);
  long.writeUInt16LE(LONG_VERSION, 14);
  long.writeBigUInt64LE(BigInt(count), 24);
  long.writeBigUInt64LE(BigInt(count), 32);
  long.writeBigUInt64LE(BigInt(length), 40);
  long.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(LONG_DIRECTORY_LOCATOR, 0);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, end]);
}
