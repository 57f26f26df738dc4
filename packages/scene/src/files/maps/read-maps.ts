import { open, readFile } from 'node:fs/promises';
import type { DepthMap, NormalMap } from '../../maps/maps.ts';
import { MAX_MAP_HEADER_BYTES, parseMapHeader, wholeMapBytes } from './map-header.ts';

/** Reads a depth map in COLMAP's format; undefined where it is missing, truncated or of another kind. */
export async function readDepthMap(path: string): Promise<DepthMap | undefined> {
  const map = await readMap(path, 1);
  return map && { width: map.width, height: map.height, depths: map.values };
}

/** Reads a normal map in COLMAP's format; undefined where it is missing, truncated or of another kind. */
export async function readNormalMap(path: string): Promise<NormalMap | undefined> {
  const map = await readMap(path, 3);
  return map && { width: map.width, height: map.height, normals: map.values };
}

/** Whether a file is a complete depth or normal map: interrupted work leaves truncated ones. Throws where it is missing. */
export async function isWholeMap(path: string): Promise<boolean> {
  await using file = await open(path);
  const head = Buffer.alloc(MAX_MAP_HEADER_BYTES);
  const { bytesRead } = await file.read(head, 0, MAX_MAP_HEADER_BYTES, 0);
  const header = parseMapHeader(head.subarray(0, bytesRead));
  return header !== undefined && (await file.stat()).size === wholeMapBytes(header);
}

async function readMap(
  path: string,
  channels: number,
): Promise<{ width: number; height: number; values: Float32Array } | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  const header = bytes && parseMapHeader(bytes);
  if (header?.channels !== channels || header.width * header.height === 0) return undefined;
  if (bytes?.length !== wholeMapBytes(header)) return undefined;
  // A copy, because floats must begin at a multiple of four.
  const values = new Float32Array(Uint8Array.from(bytes.subarray(header.bytes)).buffer);
  return { width: header.width, height: header.height, values };
}
