import { writeFile } from 'node:fs/promises';
import { NodeIO } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import { type MapProjection, type Part, projectPart, toYUp, type UpAxis } from '../surface/part.ts';
import { glbDocument } from './glb-document.ts';

/**
 * Writes parts of a surface as one GLB that every program opens. Textures and vertex colours are unlit, because photos
 * already contain the light of the scene.
 */
export async function writeGlb(
  path: string,
  parts: Part[],
  { upAxis, mapProjection }: { upAxis: UpAxis; mapProjection?: MapProjection },
): Promise<void> {
  const projected = mapProjection ? parts.map((part) => projectPart(part, mapProjection)) : parts;
  const stored = projected.map((part) => ({
    ...part,
    positions: toYUp(part.positions, upAxis),
    normals: part.normals && toYUp(part.normals, upAxis),
  }));
  const document = glbDocument([{ parts: stored }], mapProjection?.extras);
  await writeFile(path, await new NodeIO().registerExtensions([KHRMaterialsUnlit]).writeBinary(document));
}
