import type { TiffDirectory } from './read-tiff-directories.ts';

/** Photometric interpretations of raw sensor values (DNG specification 1.7): a mosaic of colours, linear raw. */
const SENSOR_VALUES = new Set([32803, 34892]);
/** Compressions that only raw photos have: Sony ARW, Samsung SRW, Nikon NEF, Kodak, Pentax PEF. */
const RAW_COMPRESSIONS = new Set([32767, 32769, 32770, 32772, 34713, 65000, 65535]);

const NAMES_BY_MAKE: { pattern: RegExp; name: string }[] = [
  { pattern: /^nikon/i, name: 'a Nikon NEF raw photo' },
  { pattern: /^sony/i, name: 'a Sony ARW raw photo' },
  { pattern: /^canon/i, name: 'a Canon CR2 raw photo' },
  { pattern: /^(pentax|ricoh)/i, name: 'a Pentax PEF raw photo' },
  { pattern: /^samsung/i, name: 'a Samsung SRW raw photo' },
];

/** The name of a raw format based on TIFF; undefined for a plain TIFF. */
export function findRawPhoto(directories: readonly TiffDirectory[]): string | undefined {
  if (directories.some(({ isDng }) => isDng)) return 'a DNG raw photo';
  const isRaw = directories.some(
    ({ photometric = 0, compression = 0 }) =>
      SENSOR_VALUES.has(photometric) || RAW_COMPRESSIONS.has(compression),
  );
  if (!isRaw) return undefined;
  const make = directories.find((directory) => directory.make)?.make ?? '';
  return NAMES_BY_MAKE.find(({ pattern }) => pattern.test(make))?.name ?? 'a camera raw photo';
}
