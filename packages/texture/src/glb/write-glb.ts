import { writeFile } from 'node:fs/promises';
import { Document, type Material, NodeIO, type Primitive, type Texture } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';

/** The axis of the input that points up; glTF's is always Y. */
export type UpAxis = 'z' | 'y';

/** A part of the surface with one material. */
export interface Part {
  positions: Float32Array;
  /** Without them every face is flat. */
  normals?: Float32Array;
  indices: Uint32Array;
  /** Set with `jpeg`: two a vertex, 0 to 1, from the picture's upper left. */
  uvs?: Float32Array;
  /** The texture. */
  jpeg?: Uint8Array;
  /** A linear colour a vertex (red, green, blue, 0 to 1), which a texture is multiplied by. */
  colors?: Float32Array;
  /** Where there is neither: one linear colour for all, which is shown lit, or it would have no shape. */
  plainColor?: readonly [number, number, number];
}

/**
 * Writes parts of a surface as one GLB. Textures and vertex colours are unlit: photos hold their own light, and show
 * as they are.
 */
export async function writeGlb(path: string, parts: Part[], upAxis: UpAxis): Promise<void> {
  const document = new Document();
  const buffer = document.createBuffer();
  const unlit = document.createExtension(KHRMaterialsUnlit).createUnlit();
  const mesh = document.createMesh('model');
  // Parts that share a picture share its bytes.
  const textures = new Map<Uint8Array, Texture>();
  for (const part of parts) {
    const material = document.createMaterial().setRoughnessFactor(1).setMetallicFactor(0);
    material.setDoubleSided(true);
    if (part.plainColor) material.setBaseColorFactor([...part.plainColor, 1]);
    else material.setExtension('KHR_materials_unlit', unlit);
    mesh.addPrimitive(primitiveOf(part, material));
  }
  const node = document.createNode('model').setMesh(mesh);
  document.createScene('scene').addChild(node);
  await writeFile(path, await new NodeIO().registerExtensions([KHRMaterialsUnlit]).writeBinary(document));

  function primitiveOf(
    { positions, normals, indices, uvs, jpeg, colors }: Part,
    material: Material,
  ): Primitive {
    const accessor = (
      type: 'VEC2' | 'VEC3' | 'SCALAR',
      array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
    ) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
    const primitive = document
      .createPrimitive()
      .setMaterial(material)
      .setIndices(accessor('SCALAR', Uint32Array.from(indices)))
      .setAttribute('POSITION', accessor('VEC3', toYUp(positions, upAxis)));
    if (normals) primitive.setAttribute('NORMAL', accessor('VEC3', toYUp(normals, upAxis)));
    if (uvs && jpeg) {
      primitive.setAttribute('TEXCOORD_0', accessor('VEC2', Float32Array.from(uvs)));
      material.setBaseColorTexture(textureOf(jpeg));
    }
    if (colors) primitive.setAttribute('COLOR_0', accessor('VEC3', Float32Array.from(colors)));
    return primitive;
  }

  function textureOf(jpeg: Uint8Array): Texture {
    const texture =
      textures.get(jpeg) ??
      document.createTexture().setImage(Uint8Array.from(jpeg)).setMimeType('image/jpeg');
    textures.set(jpeg, texture);
    return texture;
  }
}

/** Vectors with `upAxis` up as glTF wants them: z-up (x, y, z) is y-up (x, z, -y). */
function toYUp(vectors: Float32Array, upAxis: UpAxis): Float32Array<ArrayBuffer> {
  const turned = Float32Array.from(vectors);
  if (upAxis === 'y') return turned;
  for (let at = 0; at < turned.length; at += 3) {
    turned[at + 1] = vectors[at + 2]!;
    turned[at + 2] = -vectors[at + 1]!;
  }
  return turned;
}
