import { ADVICES, type FileFormat, other, picture } from './file-format.ts';

/** Bytes of a format, as Latin-1 text, at offsets. */
interface Signature {
  parts: [offset: number, bytes: string][];
  format: FileFormat;
}

/** Formats by their first bytes. Raw formats derived from TIFF come before it. */
const signatures: Signature[] = [
  photo('JPEG', '\xff\xd8\xff'),
  photo('PNG', '\x89PNG'),
  sign(picture('a Canon CR2 raw photo', ADVICES.develop), [0, 'II*\0'], [8, 'CR']),
  sign(picture('an Olympus ORF raw photo', ADVICES.develop), [0, 'IIRO']),
  sign(picture('an Olympus ORF raw photo', ADVICES.develop), [0, 'IIRS']),
  sign(picture('an Olympus ORF raw photo', ADVICES.develop), [0, 'MMOR']),
  sign(picture('a Panasonic RW2 raw photo', ADVICES.develop), [0, 'IIU\0']),
  sign(picture('a Fujifilm RAF raw photo', ADVICES.develop), [0, 'FUJIFILMCCD-RAW']),
  sign(picture('a Sigma X3F raw photo', ADVICES.develop), [0, 'FOVb']),
  sign(picture('a Minolta MRW raw photo', ADVICES.develop), [0, '\0MRM']),
  sign(picture('a Canon CRW raw photo', ADVICES.develop), [0, 'II\x1a\0\0\0HEAPCCDR']),
  photo('TIFF', 'II*\0'),
  photo('TIFF', 'MM\0*'),
  photo('TIFF', 'II+\0'),
  photo('TIFF', 'MM\0+'),
  sign(picture('a GIF picture', ADVICES.export), [0, 'GIF8']),
  sign(picture('a WebP picture', ADVICES.export), [0, 'RIFF'], [8, 'WEBP']),
  sign(picture('a BMP picture', ADVICES.export), [0, 'BM'], [6, '\0\0\0\0']),
  sign(picture('a Photoshop document', ADVICES.export), [0, '8BPS']),
  sign(picture('a JPEG 2000 picture', ADVICES.export), [0, '\0\0\0\x0cjP  ']),
  sign(picture('a JPEG 2000 picture', ADVICES.export), [0, '\xff\x4f\xff\x51']),
  sign(picture('a JPEG XL picture', ADVICES.export), [0, '\xff\x0a']),
  sign(picture('a JPEG XL picture', ADVICES.export), [0, '\0\0\0\x0cJXL ']),
  sign(picture('a JPEG XR picture', ADVICES.export), [0, 'II\xbc\x01']),
  sign(picture('an OpenEXR picture', ADVICES.export), [0, '\x76\x2f\x31\x01']),
  sign(picture('a Radiance HDR picture', ADVICES.export), [0, '#?RADIANCE']),
  sign(picture('an icon', ADVICES.export), [0, '\0\0\x01\0']),
  sign(other('a PDF document', ADVICES.leaveOut), [0, '%PDF']),
  sign(other('a ZIP archive', ADVICES.unpack), [0, 'PK\x03\x04']),
  sign(other('an empty ZIP archive', ADVICES.unpack), [0, 'PK\x05\x06']),
  sign(other('a RAR archive', ADVICES.unpack), [0, 'Rar!\x1a\x07']),
  sign(other('a 7z archive', ADVICES.unpack), [0, '7z\xbc\xaf\x27\x1c']),
  sign(other('a gzip archive', ADVICES.unpack), [0, '\x1f\x8b']),
  sign(other('a tar archive', ADVICES.unpack), [257, 'ustar']),
  sign(other('a Matroska or WebM video', ADVICES.takeStills), [0, '\x1a\x45\xdf\xa3']),
  sign(other('an AVI video', ADVICES.takeStills), [0, 'RIFF'], [8, 'AVI ']),
  sign(other('an MPEG video', ADVICES.takeStills), [0, '\0\0\x01\xba']),
  sign(other('a Windows Media video', ADVICES.takeStills), [0, '\x30\x26\xb2\x75']),
  sign(other('a QuickTime video', ADVICES.takeStills), [4, 'moov']),
  sign(other('a QuickTime video', ADVICES.takeStills), [4, 'mdat']),
  sign(other('a QuickTime video', ADVICES.takeStills), [4, 'wide']),
  sign(other('a sound file', ADVICES.leaveOut), [0, 'ID3']),
  sign(other('a sound file', ADVICES.leaveOut), [0, 'RIFF'], [8, 'WAVE']),
  sign(other('a program', ADVICES.leaveOut), [0, '\x7fELF']),
  sign(other('a companion file of macOS (`._…`)', ADVICES.leaveOut), [0, '\0\x05\x16\x07']),
  sign(other('a database', ADVICES.leaveOut), [0, 'SQLite format 3']),
];

/** Brands of ISO base media files (ISO/IEC 14496-12, `ftyp`) by their content; the others are videos. */
const brands: [names: string[], format: FileFormat][] = [
  [['avif', 'avis'], picture('an AVIF picture', ADVICES.export)],
  [['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'], picture('a HEIC photo', ADVICES.heic)],
  [['crx '], picture('a Canon CR3 raw photo', ADVICES.develop)],
  [['mif1', 'msf1'], picture('a HEIF picture', ADVICES.heic)],
  [['qt  '], other('a QuickTime video', ADVICES.takeStills)],
];

/** The format of a file by its signature. */
export function findSignature(start: Buffer): FileFormat | undefined {
  const text = start.toString('latin1');
  if (text.startsWith('ftyp', 4)) return findBrand(start);
  const fits = ({ parts }: Signature) => parts.every(([offset, bytes]) => text.startsWith(bytes, offset));
  return signatures.find(fits)?.format;
}

/** The major brand; if it is a generic one, the compatible brands. */
function findBrand(start: Buffer): FileFormat {
  const box = start.toString('latin1', 8, Math.min(start.length, start.readUInt32BE(0), 256));
  const own = box.slice(0, 4);
  const general = ['mif1', 'msf1', 'miaf'].includes(own);
  const named = general ? (box.match(/.{4}/gs) ?? []) : [own];
  const found = brands.find(([names]) => names.some((name) => named.includes(name)));
  return found?.[1] ?? other('an MP4 video', ADVICES.takeStills);
}

function photo(type: 'JPEG' | 'PNG' | 'TIFF', bytes: string): Signature {
  return { parts: [[0, bytes]], format: { kind: 'photo', type } };
}

function sign(format: FileFormat, ...parts: [offset: number, bytes: string][]): Signature {
  return { parts, format };
}
