/** The colour space that libvips found, and the ICC profile if there is one. */
export interface ColourHeader {
  space: string;
  icc?: Uint8Array;
}

/** Header and count of tags; an entry is signature, offset and size (ICC.1:2022, 7.3). */
const TAGS_AT = 128;
const ENTRY_BYTES = 12;
/** Profiles have about 10 to 30 tags. */
const MAX_TAGS = 100;
const MAX_NAME_CHARACTERS = 60;

/**
 * The colour space of a photo: the name in its ICC profile if that is for RGB and is not sRGB, as `Adobe RGB (1998)`,
 * else what libvips calls it (`srgb`, `b-w`, `cmyk`, `rgb16` …). Takes what `sharp(...).metadata()` gives.
 */
export function colourSpaceOf({ space, icc }: ColourHeader): string {
  if (!icc || !/rgb/.test(space)) return space;
  const name = profileName(Buffer.from(icc.buffer, icc.byteOffset, icc.byteLength));
  return name === undefined || /srgb/i.test(name) ? space : name;
}

/** The description in a profile: ASCII up to version 2, UTF-16 in version 4. */
function profileName(profile: Buffer): string | undefined {
  if (profile.length < TAGS_AT + 4) return undefined;
  const count = Math.min(profile.readUInt32BE(TAGS_AT), MAX_TAGS);
  for (let index = 0; index < count; index++) {
    const entry = profile.subarray(
      TAGS_AT + 4 + index * ENTRY_BYTES,
      TAGS_AT + 4 + (index + 1) * ENTRY_BYTES,
    );
    if (entry.length < ENTRY_BYTES) return undefined;
    if (entry.toString('latin1', 0, 4) === 'desc') {
      const offset = entry.readUInt32BE(4);
      return readName(profile.subarray(offset, offset + entry.readUInt32BE(8)));
    }
  }
  return undefined;
}

function readName(tag: Buffer): string | undefined {
  if (tag.length < 28) return undefined;
  const old = tag.toString('latin1', 0, 4) === 'desc';
  const [start, length] = old ? [12, tag.readUInt32BE(8)] : [tag.readUInt32BE(24), tag.readUInt32BE(20)];
  const bytes = Buffer.from(tag.subarray(start, start + Math.min(length, 2 * MAX_NAME_CHARACTERS)));
  const name = old ? bytes.toString('latin1') : readBigEndian(bytes);
  return name.replaceAll('\0', '').trim().slice(0, MAX_NAME_CHARACTERS) || undefined;
}

function readBigEndian(bytes: Buffer): string {
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le');
}
