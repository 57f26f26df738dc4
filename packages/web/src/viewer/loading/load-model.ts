import {
  Group,
  type Material,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  MeshStandardMaterial,
  type Object3D,
  type PerspectiveCamera,
  type Vector2,
} from 'three';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import type { PointSource } from '../scene-bounds.ts';
import { fetchBytes, type Progress } from './fetch-bytes.ts';

/** The textured mesh, ready to be drawn. */
export interface Model {
  readonly group: Object3D;
  /** Drawn triangles: of a streamed model, as many as the view needs. */
  readonly triangles: number;
  /** Whether finer tiles are being loaded. */
  readonly loading: boolean;
  /** Requests the tiles for a camera and a resolution. */
  refine: (camera: PerspectiveCamera, size: Vector2) => void;
  /** Ends the streaming. */
  close: () => void;
}

/** Anisotropic filtering; a value that phones can handle. */
const MAX_ANISOTROPY = 8;

/** Loads a GLB, plain or packed with meshopt, whose texture already includes the lighting of the photos. */
export async function loadModel(
  url: string,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Model> {
  const bytes = await fetchBytes(url, options);
  const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder);
  const { scene } = await loader.parseAsync(bytes, '');
  const group = new Group().add(scene);
  group.updateMatrixWorld(true);
  const triangles = showAsPhotographed(group);
  return { group, triangles, loading: false, refine: () => undefined, close: () => undefined };
}

/** Makes loaded meshes ready to be drawn, and counts their triangles. */
export function showAsPhotographed(root: Object3D): number {
  let triangles = 0;
  for (const mesh of meshesOf(root)) {
    triangles += (mesh.geometry.index?.count ?? mesh.geometry.getAttribute('position').count) / 3;
    mesh.material = Array.isArray(mesh.material)
      ? mesh.material.map(asPhotographed)
      : asPhotographed(mesh.material);
  }
  return triangles;
}

/** The model's vertices in the viewer's frame. */
export function verticesOf(group: Object3D): PointSource {
  const parts = meshesOf(group).map((mesh) => ({ mesh, positions: mesh.geometry.getAttribute('position') }));
  return {
    count: parts.reduce((sum, { positions }) => sum + positions.count, 0),
    read: (index, target) => {
      let rest = index;
      for (const { mesh, positions } of parts) {
        if (rest < positions.count) {
          return target.fromBufferAttribute(positions, rest).applyMatrix4(mesh.matrixWorld);
        }
        rest -= positions.count;
      }
      return target;
    },
  };
}

function meshesOf(root: Object3D): Mesh[] {
  const meshes: Mesh[] = [];
  root.traverse((object) => {
    if (object instanceof Mesh) meshes.push(object);
  });
  return meshes;
}

/** Unlit if coloured; an uncoloured mesh stays lit, or its shape would be invisible. */
function asPhotographed(material: Material): Material {
  if (!(material instanceof MeshStandardMaterial || material instanceof MeshBasicMaterial)) return material;
  // Pushed back a little, so that the sparse points on the surface are not hidden by it.
  const pushedBack = { polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 2 };
  const { map, vertexColors, side, color } = material;
  material.dispose();
  if (map) map.anisotropy = MAX_ANISOTROPY;
  if (map || vertexColors) return new MeshBasicMaterial({ map, vertexColors, side, color, ...pushedBack });
  const flatShading = material instanceof MeshStandardMaterial && material.flatShading;
  return new MeshLambertMaterial({ side, color, flatShading, ...pushedBack });
}
