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

/** How a finished surface goes over into other coordinates. */
export interface Placement {
  /** The new places of vertices; x, y, z by turns, with the same axis up. */
  place: (positions: Float32Array) => Float32Array;
  /** What the file tells of the coordinates, under `asset.extras`. */
  extras: Readonly<Record<string, unknown>>;
}

/**
 * Writes parts of a surface as one GLB. Textures and vertex colours are unlit: photos hold their own light, and show
 * as they are.
 */
export async function writeGlb(
  path: string,
  parts: Part[],
  upAxis: UpAxis,
  placement?: Placement,
): Promise<void> {
  const document = new Document();
  if (placement) Object.assign(document.getRoot().getAsset(), { extras: placement.extras });
  const buffer = document.createBuffer();
  const unlit = document.createExtension(KHRMaterialsUnlit).createUnlit();
  const mesh = document.createMesh('model');
  // Parts that share a picture share its bytes.
  const textures = new Map<Uint8Array, Texture>();
  for (const part of placement ? parts.map((part) => movePart(part, placement)) : parts) {
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

/** A part in other coordinates. A normal goes where the map takes the point that lies one unit along it, seen from its vertex. */
export function movePart(part: Part, { place }: Placement): Part {
  const positions = place(part.positions);
  if (!part.normals) return { ...part, positions };
  const { normals } = part;
  const tips = place(part.positions.map((value, i) => value + normals[i]!));
  const moved = tips.map((value, i) => value - positions[i]!);
  for (let at = 0; at < moved.length; at += 3) {
    const length = Math.hypot(moved[at]!, moved[at + 1]!, moved[at + 2]!) || 1;
    for (let axis = 0; axis < 3; axis++) moved[at + axis]! /= length;
  }
  return { ...part, positions, normals: moved };
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
