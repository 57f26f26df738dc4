/** The header of one of COLMAP's depth or normal maps. */
export interface MapHeader {
  width: number;
  height: number;
  channels: number;
  /** Length of the header. */
  bytes: number;
}

/** No header is longer. */
export const MAX_MAP_HEADER_BYTES = 64;

/**
 * Parses the header `width&height&channels&` from the first bytes of a map; 32-bit floats follow it, channel by channel.
 * Undefined where there is no such header. Format: https://colmap.github.io/format.html#dense-reconstruction.
 */
export function parseMapHeader(bytes: Buffer): MapHeader | undefined {
  const found = /^(\d+)&(\d+)&(\d+)&/.exec(bytes.toString('latin1', 0, MAX_MAP_HEADER_BYTES));
  if (!found) return undefined;
  const [width = 0, height = 0, channels = 0] = found.slice(1).map(Number);
  return { width, height, channels, bytes: found[0].length };
}

/** The header of a map. */
export function encodeMapHeader({ width, height, channels }: Omit<MapHeader, 'bytes'>): string {
  return `${width}&${height}&${channels}&`;
}

/** Bytes of a complete map's file. */
export function wholeMapBytes({ width, height, channels, bytes }: MapHeader): number {
  return bytes + width * height * channels * Float32Array.BYTES_PER_ELEMENT;
}

/** COLMAP's name for the file of a photo's depth or normal map after the geometric consistency check. */
export function mapFileName(photoName: string): string {
  return `${photoName}.geometric.bin`;
}
