import { inflateSync } from 'node:zlib';
import { type ByteSource, bufferSource } from './byte-source.ts';

/** The metadata of a photo. */
export interface MetadataBlocks {
  /** A TIFF structure with EXIF. */
  exif?: ByteSource;
  /** XMP as text. In a TIFF file it is a tag of the structure instead. */
  xmp?: string;
}

/** An XMP packet in one piece has at most 64 KiB in JPEG; PNG allows more, which is not used. */
export const MAX_XMP_BYTES = 256 * 1024;
const MAX_EXIF_BYTES = 1024 * 1024;
/** Some cameras write hundreds of segments with their own data before the picture. */
const MAX_SEGMENTS = 2000;
/** A PNG of 100 megapixels has a few thousand chunks. */
const MAX_CHUNKS = 20_000;
/** How JPEG's APP1 segments begin (CIPA DC-008; Adobe XMP specification, part 3). */
const EXIF_MARK = 'Exif\0\0';
const XMP_MARK = 'http://ns.adobe.com/xap/1.0/\0';
const PNG_XMP_KEYWORD = 'XML:com.adobe.xmp\0';

/** Finds the metadata of a JPEG, PNG or TIFF; empty for other or damaged files. */
export async function findMetadataBlocks(source: ByteSource): Promise<MetadataBlocks> {
  const start = (await source.read(0, 8)).toString('latin1');
  if (start.startsWith('\xff\xd8')) return findInJpeg(source);
  if (start.startsWith('\x89PNG\r\n')) return findInPng(source);
  return /^(II[*+]\0|MM\0[*+])/.test(start) ? { exif: source } : {};
}

/** Walks the segments before the picture (ITU-T T.81, annex B). */
async function findInJpeg(source: ByteSource): Promise<MetadataBlocks> {
  const found: MetadataBlocks = {};
  let offset = 2;
  for (let segments = 0; segments < MAX_SEGMENTS; segments++) {
    const head = await source.read(offset, 4);
    if (head.length < 4 || head[0] !== 0xff) break;
    const marker = head[1] ?? 0;
    // Fill bytes may precede a marker.
    if (marker === 0xff) {
      offset++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const length = head.readUInt16BE(2);
    if (length < 2) break;
    if (marker === 0xe1) keepSegment(found, await source.read(offset + 4, length - 2));
    if (found.exif && found.xmp) break;
    offset += 2 + length;
  }
  return found;
}

function keepSegment(found: MetadataBlocks, content: Buffer): void {
  const start = content.toString('latin1', 0, XMP_MARK.length);
  if (start.startsWith(EXIF_MARK)) found.exif ??= bufferSource(content.subarray(EXIF_MARK.length));
  if (start === XMP_MARK) found.xmp ??= content.toString('utf8', XMP_MARK.length);
}

/** Walks the chunks, before the picture and after it (ISO/IEC 15948; eXIf: PNG third edition). */
async function findInPng(source: ByteSource): Promise<MetadataBlocks> {
  const found: MetadataBlocks = {};
  let offset = 8;
  for (let chunks = 0; chunks < MAX_CHUNKS && !(found.exif && found.xmp); chunks++) {
    const head = await source.read(offset, 8);
    if (head.length < 8) break;
    const length = head.readUInt32BE(0);
    const kind = head.toString('latin1', 4);
    if (kind === 'IEND') break;
    if (kind === 'eXIf' && length <= MAX_EXIF_BYTES) {
      found.exif ??= bufferSource(await source.read(offset + 8, length));
    }
    if (kind === 'iTXt' && length <= MAX_XMP_BYTES) {
      found.xmp ??= readXmpChunk(await source.read(offset + 8, length));
    }
    offset += 12 + length;
  }
  return found;
}

/** Keyword, whether and how it is compressed, language and translated keyword (each ends with a zero), text. */
function readXmpChunk(content: Buffer): string | undefined {
  if (!content.toString('latin1', 0, PNG_XMP_KEYWORD.length).startsWith(PNG_XMP_KEYWORD)) return undefined;
  const language = content.indexOf(0, PNG_XMP_KEYWORD.length + 2);
  const keyword = content.indexOf(0, language + 1);
  if (language < 0 || keyword < 0) return undefined;
  const text = content.subarray(keyword + 1);
  const compressed = content[PNG_XMP_KEYWORD.length] === 1;
  return (compressed ? inflateSync(text, { maxOutputLength: MAX_XMP_BYTES }) : text).toString('utf8');
}
