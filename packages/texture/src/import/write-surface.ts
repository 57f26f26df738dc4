import { encodeTexture, textureSide } from '../glb/encode-texture.ts';
import { writeGlb } from '../glb/write-glb.ts';
import { encodeWebGlb, writeIfPackable } from '../glb/write-web-glb.ts';
import type { Part, UpAxis } from '../surface/part.ts';
import type { ImportedPart } from './imported-surface.ts';
import { moveToOrigin, type Origin } from './local-origin.ts';

/**
 * Writes the parts of a surface as one GLB relative to `origin`, plain and packed for browsers; returns the reason where it
 * can't be packed. `onUnreadable` is called for a texture that can't be decoded; its parts then have their plain colour.
 */
export async function writeSurface(
  { path, webPath }: { path: string; webPath: string },
  parts: readonly ImportedPart[],
  options: {
    origin: Origin | null;
    upAxis: UpAxis;
    maxTexturePixels: number;
    onUnreadable: (texture: string, cause: unknown) => void;
  },
): Promise<string | undefined> {
  const textures = await encodeAll(parts, options);
  const written = parts.map((part): Part => {
    const { normals, indices, uvs, colours, material } = part;
    const positions = moveToOrigin(part.positions, options.origin);
    const jpeg = uvs && textures.get(material.texture ?? '');
    if (jpeg) return { positions, normals, indices, uvs, jpeg };
    return { positions, normals, indices, ...(colours ? { colours } : { plainColour: material.colour }) };
  });
  const { upAxis } = options;
  await writeGlb(path, written, { upAxis });
  return writeIfPackable(webPath, () => encodeWebGlb(written, { upAxis }));
}

async function encodeAll(
  parts: readonly ImportedPart[],
  options: { maxTexturePixels: number; onUnreadable: (texture: string, cause: unknown) => void },
): Promise<Map<string, Uint8Array>> {
  const paths = new Set(parts.flatMap(({ material }) => material.texture ?? []));
  const side = textureSide(paths.size, options.maxTexturePixels);
  const textures = new Map<string, Uint8Array>();
  // One after another: a decoded texture may take a gigabyte.
  for (const texture of paths) {
    try {
      textures.set(texture, (await encodeTexture(texture, { side })).bytes);
    } catch (cause) {
      options.onUnreadable(texture, cause);
    }
  }
  return textures;
}
