import { writeFile } from 'node:fs/promises';
import { Document, type Material, NodeIO, type Primitive } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';

/** The axis of the input that points up; glTF's is always Y. */
export type UpAxis = 'z' | 'y';

/** A part of the surface with one material. */
export interface Part {
  positions: Float32Array;
  normals: Float32Array;
  indices: Uint32Array;
  /** Set with `jpeg`: two a vertex, 0 to 1, from the picture's upper left. */
  uvs?: Float32Array;
  /** The texture. */
  jpeg?: Uint8Array;
  /** Instead of a texture one linear grey a vertex, 0 to 1. */
  greys?: Float32Array;
}

/** Writes parts of a surface as one GLB. Unlit: the photos' colours, which hold their own light, show as they are. */
export async function writeGlb(path: string, parts: Part[], upAxis: UpAxis): Promise<void> {
  const document = new Document();
  const buffer = document.createBuffer();
  const unlit = document.createExtension(KHRMaterialsUnlit).createUnlit();
  const mesh = document.createMesh('model');
  for (const part of parts) {
    const material = document.createMaterial().setRoughnessFactor(1).setMetallicFactor(0);
    material.setExtension('KHR_materials_unlit', unlit).setDoubleSided(true);
    mesh.addPrimitive(primitiveOf(part, material));
  }
  const node = document.createNode('model').setMesh(mesh);
  document.createScene('scene').addChild(node);
  await writeFile(path, await new NodeIO().registerExtensions([KHRMaterialsUnlit]).writeBinary(document));

  function primitiveOf(
    { positions, normals, indices, uvs, jpeg, greys }: Part,
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
      .setAttribute('POSITION', accessor('VEC3', toYUp(positions, upAxis)))
      .setAttribute('NORMAL', accessor('VEC3', toYUp(normals, upAxis)));
    if (uvs && jpeg) {
      primitive.setAttribute('TEXCOORD_0', accessor('VEC2', Float32Array.from(uvs)));
      material.setBaseColorTexture(
        document.createTexture().setImage(Uint8Array.from(jpeg)).setMimeType('image/jpeg'),
      );
    }
    if (greys) {
      const colors = Float32Array.from({ length: 3 * greys.length }, (_, i) => greys[Math.floor(i / 3)]!);
      primitive.setAttribute('COLOR_0', accessor('VEC3', colors));
    }
    return primitive;
  }
}

/** Z-up (x, y, z) is Y-up (x, z, -y). */
function toYUp(vectors: Float32Array, upAxis: UpAxis): Float32Array<ArrayBuffer> {
  const turned = Float32Array.from(vectors);
  if (upAxis === 'y') return turned;
  for (let at = 0; at < turned.length; at += 3) {
    turned[at + 1] = vectors[at + 2]!;
    turned[at + 2] = -vectors[at + 1]!;
  }
  return turned;
}
