import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, with what a hostile one may say of it. */
export interface ZipEntry {
  name: string;
  content: string | Uint8Array;
  /** Unix mode with the type of file; a plain file when left out. */
  mode?: number;
  encrypted?: boolean;
  /** What the archive says of the size, where that is a lie. */
  statedBytes?: number;
}

const PLAIN_FILE = 0o100644;
/** How Deflate says that there is nothing. */
const NOTHING = Buffer.of(3, 0);
const MADE_ON_UNIX = 0x0314;

/** Builds a ZIP as archivers do, or as attackers do. Format: PKWARE APPNOTE 6.3.10 */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = content.length > 0 ? deflateRawSync(content) : NOTHING;
    const name = Buffer.from(entry.name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800 | (entry.encrypted ? 1 : 0), 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(entry.statedBytes ?? content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(MADE_ON_UNIX, 4);
    facts.copy(central, 6);
    central.writeUInt32LE(((entry.mode ?? PLAIN_FILE) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, packed]);
    files.push(file);
    directory.push(central, name);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}
