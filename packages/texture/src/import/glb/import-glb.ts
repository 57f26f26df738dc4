import { writeFile } from 'node:fs/promises';
import {
  type Document,
  getBounds,
  NodeIO,
  type Primitive,
  type Scene,
  type Texture,
} from '@gltf-transform/core';
import {
  EXTTextureWebP,
  KHRMaterialsUnlit,
  KHRMeshQuantization,
  KHRTextureTransform,
} from '@gltf-transform/extensions';
import { encodeTexture, textureSide } from '../../glb/encode-texture.ts';
import { compressDocument, writeIfPackable } from '../../glb/write-web-glb.ts';
import { ImportFault } from '../import-fault.ts';
import type { ImportLimits } from '../imported-surface.ts';
import { chooseOrigin, type Origin } from '../local-origin.ts';
import { readCheckedGlb } from './check-glb.ts';

const EXTENSIONS = [KHRMaterialsUnlit, KHRMeshQuantization, KHRTextureTransform, EXTTextureWebP];
const TRIANGLES = 4;

/** The result of importing a GLB. */
interface ImportedGlb {
  triangles: number;
  origin: Origin | null;
  /** Why there is no packed model. */
  notPackable: string | undefined;
}

/**
 * Reads an untrusted GLB and rewrites it, with textures of limited size and without cameras and animations, plain and packed
 * for browsers. Throws an ImportFault.
 */
export async function importGlb(
  source: { name: string; path: string },
  { path, webPath }: { path: string; webPath: string },
  { limits, onUnreadable }: { limits: ImportLimits; onUnreadable: (texture: string, cause: unknown) => void },
): Promise<ImportedGlb> {
  const { name } = source;
  const extensions = EXTENSIONS.map((extension) => extension.EXTENSION_NAME);
  const bytes = await readCheckedGlb(name, source.path, { limits, extensions });
  const io = new NodeIO().registerExtensions(EXTENSIONS);
  const document = await parse(io, name, bytes);
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  const triangles = scene ? countTriangles(scene) : 0;
  if (!scene || triangles === 0) {
    throw new ImportFault('Unreadable', `${name} has no surface to show. Export the model with its meshes.`);
  }
  if (triangles > limits.maxTriangles) {
    const most = limits.maxTriangles.toLocaleString('en');
    throw new ImportFault(
      'TooLarge',
      `${name} has more than ${most} triangles. Export the model with fewer.`,
    );
  }
  dropUnshown(document, scene);
  const origin = moveScene(document, scene);
  await encodeTextures(document, limits.maxTexturePixels, onUnreadable);
  await writeFile(path, await io.writeBinary(document));
  const notPackable = await writeIfPackable(webPath, () => compressDocument(document, EXTENSIONS));
  return { triangles, origin, notPackable };
}

async function parse(io: NodeIO, name: string, bytes: Uint8Array): Promise<Document> {
  try {
    const document = await io.readBinary(bytes);
    for (const mesh of document.getRoot().listMeshes()) mesh.listPrimitives().forEach(assertSound);
    return document;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ImportFault('Unreadable', `${name} can't be read as GLB: ${message}. Export it again.`, {
      cause: error,
    });
  }
}

function assertSound(primitive: Primitive): void {
  const positions = primitive.getAttribute('POSITION');
  if (!positions?.getArray()) throw new Error('a surface has no positions');
  if (!(positions.getArray() ?? []).every(Number.isFinite)) throw new Error('a position is not finite');
  const count = positions.getCount();
  if ((primitive.getIndices()?.getArray() ?? []).some((vertex) => vertex >= count)) {
    throw new Error('a face refers to a vertex that does not exist');
  }
  if (primitive.listAttributes().some((attribute) => attribute.getCount() < count)) {
    throw new Error('a surface has too few values for its vertices');
  }
}

function countTriangles(scene: Scene): number {
  let triangles = 0;
  scene.traverse((node) => {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      if (primitive.getMode() !== TRIANGLES) continue;
      const corners = primitive.getIndices() ?? primitive.getAttribute('POSITION');
      triangles += (corners?.getCount() ?? 0) / 3;
    }
  });
  return Math.floor(triangles);
}

function dropUnshown(document: Document, shown: Scene): void {
  const root = document.getRoot();
  for (const unshown of [...root.listAnimations(), ...root.listCameras()]) unshown.dispose();
  for (const scene of root.listScenes()) if (scene !== shown) scene.dispose();
}

/** Moves a scene with large coordinates, as in projected systems, to a local origin by a node above all others. */
function moveScene(document: Document, scene: Scene): Origin | null {
  const { min, max } = getBounds(scene);
  const origin = chooseOrigin([min, max]);
  if (!origin) return null;
  const [x, y, z] = origin;
  const above = document.createNode('local origin').setTranslation([-x, -y, -z]);
  for (const child of scene.listChildren()) above.addChild(child);
  scene.addChild(above);
  return origin;
}

async function encodeTextures(
  document: Document,
  maxTexturePixels: number,
  onUnreadable: (texture: string, cause: unknown) => void,
): Promise<void> {
  const root = document.getRoot();
  const textures = root.listTextures();
  const transparent = new Set<Texture | null>(
    root
      .listMaterials()
      .filter((material) => material.getAlphaMode() !== 'OPAQUE')
      .map((material) => material.getBaseColorTexture()),
  );
  const side = textureSide(textures.length, maxTexturePixels);
  for (const [number, texture] of textures.entries()) {
    try {
      const keepAlpha = transparent.has(texture);
      const encoded = await encodeTexture(texture.getImage() ?? new Uint8Array(), { side, keepAlpha });
      texture.setImage(Uint8Array.from(encoded.bytes)).setMimeType(encoded.mimeType);
    } catch (cause) {
      onUnreadable(texture.getName() || `texture ${number + 1}`, cause);
      texture.dispose();
    }
  }
  // All textures are JPEG or PNG now.
  for (const extension of root.listExtensionsUsed()) {
    if (extension.extensionName === EXTTextureWebP.EXTENSION_NAME) extension.dispose();
  }
}
