/** What stands before the values of one of COLMAP's depth or normal maps. */
export interface MapHeader {
  width: number;
  height: number;
  channels: number;
  /** Where the values begin. */
  bytes: number;
}

/** No header is longer. */
export const MAX_MAP_HEADER_BYTES = 64;

/**
 * Reads `width&height&channels&`, after which 32-bit floats follow plane by plane, from the first bytes of a map; gives
 * undefined where they are something else. Format: https://colmap.github.io/format.html#dense-reconstruction.
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

/** How long the file of a map is that has all its values. */
export function wholeMapBytes({ width, height, channels, bytes }: MapHeader): number {
  return bytes + width * height * channels * Float32Array.BYTES_PER_ELEMENT;
}

/** What COLMAP calls the file of a photo's depth or normal map that was checked against its neighbours'. */
export function mapFileName(photoName: string): string {
  return `${photoName}.geometric.bin`;
}
