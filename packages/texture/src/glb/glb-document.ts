import {
  type Accessor,
  Document,
  type Material,
  type Primitive,
  type Texture,
  type vec3,
} from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';

/** A part of the surface as it is stored; integers, except for indices and positions, stand for 0 to 1. */
export interface StoredPart {
  /** In glTF's axes, y up; integers are scaled and moved by the node. */
  positions: Float32Array | Uint16Array;
  normals?: Float32Array;
  indices: Uint32Array | Uint16Array;
  uvs?: Float32Array | Uint16Array;
  colours?: Float32Array | Uint16Array;
  jpeg?: Uint8Array;
  plainColour?: readonly [number, number, number];
}

/** Parts with the same transform. */
export interface StoredNode {
  parts: StoredPart[];
  /** Factor of the positions, and the translation after it. Default: none. */
  scale?: number;
  offset?: vec3;
}

/**
 * A glTF document of parts of a surface. Textures and vertex colours are unlit, because photos already contain the light
 * of the scene.
 */
export function glbDocument(
  nodes: readonly StoredNode[],
  extras?: Readonly<Record<string, unknown>>,
): Document {
  const document = new Document();
  if (extras) Object.assign(document.getRoot().getAsset(), { extras });
  document.createBuffer();
  const scene = document.createScene('scene');
  // Parts that share a texture share its bytes.
  const textures = new Map<Uint8Array, Texture>();
  for (const { parts, scale = 1, offset } of nodes) {
    const mesh = document.createMesh('model');
    for (const part of parts) mesh.addPrimitive(createPrimitive(document, part, textures));
    scene.addChild(
      document
        .createNode('model')
        .setMesh(mesh)
        .setScale([scale, scale, scale])
        .setTranslation(offset ?? [0, 0, 0]),
    );
  }
  return document;
}

function createPrimitive(
  document: Document,
  part: StoredPart,
  textures: Map<Uint8Array, Texture>,
): Primitive {
  const { positions, normals, indices, uvs, jpeg, colours } = part;
  const material = materialOf(document, part);
  const primitive: Primitive = document
    .createPrimitive()
    .setMaterial(material)
    .setIndices(accessorOf(document, 'SCALAR', indices))
    .setAttribute('POSITION', accessorOf(document, 'VEC3', positions));
  if (normals) primitive.setAttribute('NORMAL', accessorOf(document, 'VEC3', normals));
  if (uvs && jpeg) {
    const coordinates = accessorOf(document, 'VEC2', uvs).setNormalized(uvs instanceof Uint16Array);
    primitive.setAttribute('TEXCOORD_0', coordinates);
    const texture =
      textures.get(jpeg) ??
      document.createTexture().setImage(Uint8Array.from(jpeg)).setMimeType('image/jpeg');
    textures.set(jpeg, texture);
    material.setBaseColorTexture(texture);
  }
  if (colours) {
    const shades = accessorOf(document, 'VEC3', colours).setNormalized(colours instanceof Uint16Array);
    primitive.setAttribute('COLOR_0', shades);
  }
  return primitive;
}

function materialOf(document: Document, { plainColour }: StoredPart): Material {
  const material = document.createMaterial().setRoughnessFactor(1).setMetallicFactor(0);
  material.setDoubleSided(true);
  if (plainColour) return material.setBaseColorFactor([...plainColour, 1]);
  const unlit = document.createExtension(KHRMaterialsUnlit).createUnlit();
  return material.setExtension('KHR_materials_unlit', unlit);
}

function accessorOf(
  document: Document,
  type: 'VEC2' | 'VEC3' | 'SCALAR',
  array: Float32Array | Uint32Array | Uint16Array,
): Accessor {
  const buffer = document.getRoot().listBuffers()[0] ?? null;
  return document.createAccessor().setType(type).setArray(copyOf(array)).setBuffer(buffer);
}

/** glTF Transform expects arrays on buffers of their own. */
function copyOf(array: Float32Array | Uint32Array | Uint16Array) {
  if (array instanceof Float32Array) return Float32Array.from(array);
  return array instanceof Uint16Array ? Uint16Array.from(array) : Uint32Array.from(array);
}
