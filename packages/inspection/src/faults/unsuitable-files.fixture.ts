import { deflateSync, gzipSync } from 'node:zlib';
import { type Damage, overwrite } from './damage.fixture.ts';
import { drawSample } from './sample-picture.fixture.ts';

/** A file that is not a usable photo, and a word that the message must contain. */
export interface UnsuitableFile extends Damage {
  says: RegExp;
}

/** Files of other kinds that end up among photos, by kind. */
export async function unsuitableFiles(): Promise<UnsuitableFile[]> {
  return [...(await otherPictures()), ...rawPhotos(), ...noPictures()];
}

async function otherPictures(): Promise<UnsuitableFile[]> {
  const sample = await drawSample();
  const jpeg = await sample.clone().jpeg().toBuffer();
  const frame = jpeg.indexOf('\xff\xc0', 0, 'latin1');
  const made: [Buffer, RegExp][] = [
    [overwrite(jpeg, frame + 1, [0xcb]), /a lossless JPEG/],
    [overwrite(jpeg, frame + 4, [12]), /a JPEG with 12 bits/],
    [await sample.clone().gif().toBuffer(), /a GIF/],
    [await sample.clone().webp().toBuffer(), /a WebP/],
    [await sample.clone().avif({ effort: 0 }).toBuffer(), /an AVIF/],
    [box('heic', 'mif1heic'), /a HEIC photo.*heif-convert/],
    [box('mif1', 'heicmif1'), /a HEIC photo/],
    [Buffer.from('BM\x36\x10\x0e\0\0\0\0\0\x36\0\0\0', 'latin1'), /a BMP/],
    [Buffer.from('8BPS\0\x01'), /a Photoshop/],
    [Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1'), /a JPEG 2000/],
    [Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1'), /a JPEG XL/],
    [Buffer.from('\xff\x0a\x7f\x20', 'latin1'), /a JPEG XL/],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /an SVG/],
  ];
  return made.map(([bytes, says]) => ({ name: says.source, bytes, says, code: 'UnsupportedType' }));
}

function rawPhotos(): UnsuitableFile[] {
  const made: [Buffer, RegExp][] = [
    [box('crx ', 'crx isom'), /a Canon CR3 raw/],
    [Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1'), /a Canon CR2 raw/],
    [Buffer.from('IIRO\x08\0\0\0', 'latin1'), /an Olympus ORF raw/],
    [Buffer.from('IIU\0\x18\0\0\0', 'latin1'), /a Panasonic RW2 raw/],
    [Buffer.from('FUJIFILMCCD-RAW 0201'), /a Fujifilm RAF raw/],
    [rawInTiff('NIKON CORPORATION', 32803, 34713), /a Nikon NEF raw/],
    [rawInTiff('SONY', 32803, 32767), /a Sony ARW raw/],
    [rawInTiff('Phase One', 34892, 1), /a camera raw photo/],
    [rawInTiff('Apple', 34892, 7, true), /a DNG raw/],
  ];
  return made.map(([bytes, says]) => ({ name: says.source, bytes, says, code: 'UnsupportedType' }));
}

function noPictures(): UnsuitableFile[] {
  const page = '<!DOCTYPE html>\n<html><title>404</title></html>';
  const made: [Buffer, RegExp][] = [
    [Buffer.from(page), /a web page.*download the photo again/],
    [Buffer.from(`\ufeff\n${page}`), /a web page/],
    [Buffer.from(`\ufeff${page}`, 'utf16le'), /a web page/],
    [Buffer.from('<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>'), /an XML file/],
    [Buffer.from('{"error": "not found"}'), /a JSON file/],
    [Buffer.from('Grüße aus Köln\n'), /a text file/],
    [Buffer.from('%PDF-1.7\n'), /a PDF document/],
    [box('isom', 'isomiso2mp41'), /an MP4 video.*ffmpeg/],
    [box('qt  ', 'qt  '), /a QuickTime video/],
    [Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), /an AVI video/],
    [Buffer.from('1a45dfa3', 'hex'), /a Matroska/],
    [Buffer.from('PK\x03\x04', 'latin1'), /a ZIP archive.*Unpack/],
    [Buffer.from('Rar!\x1a\x07\x01', 'latin1'), /a RAR archive/],
    [Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), /a 7z archive/],
    [gzipSync('photos'), /a gzip archive/],
    [Buffer.from('\0\x05\x16\x07\0\x02\0\0Mac OS X', 'latin1'), /companion file of macOS/],
    [Buffer.alloc(100_000), /a file of empty blocks/],
    [Buffer.alloc(100_000, 0xff), /a file of empty blocks/],
    [deflateSync('noise without any beginning that tells'), /something unknown/],
  ];
  return made.map(([bytes, says]) => ({ name: says.source, bytes, says, code: 'NotAnImage' }));
}

/** The beginning of an ISO base media file (ISO/IEC 14496-12) of a brand, with compatible ones. */
function box(brand: string, compatible: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(16 + compatible.length);
  return Buffer.concat([size, Buffer.from(`ftyp${brand}\0\0\0\0${compatible}`, 'latin1')]);
}

/** A TIFF whose second picture, below the first, has the sensor's data, as in raw formats. */
function rawInTiff(make: string, photometric: number, compression: number, isDng = false): Buffer {
  const below = 200;
  const bytes = Buffer.alloc(400);
  bytes.write('II*\0\x08\0\0\0', 'latin1');
  writeDirectory(bytes, 8, [
    [256, 4, 1, 160],
    [257, 4, 1, 120],
    [271, 2, make.length + 1, 150],
    [330, 4, 1, below],
    ...(isDng ? [[50706, 1, 4, 0x0401] as const] : []),
  ]);
  bytes.write(make, 150);
  writeDirectory(bytes, below, [
    [256, 4, 1, 6000],
    [257, 4, 1, 4000],
    [259, 3, 1, compression],
    [262, 3, 1, photometric],
  ]);
  return bytes;
}

function writeDirectory(
  bytes: Buffer,
  offset: number,
  entries: readonly (readonly [tag: number, type: number, count: number, value: number])[],
): void {
  bytes.writeUInt16LE(entries.length, offset);
  entries.forEach(([tag, type, count, value], index) => {
    const at = offset + 2 + 12 * index;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
}
