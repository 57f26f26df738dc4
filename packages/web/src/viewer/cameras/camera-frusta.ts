import {
  BufferGeometry,
  type Camera,
  type Color,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  Mesh,
  MeshBasicMaterial,
  type Texture,
  type Vector3,
} from 'three';
import { LineMaterial } from 'three/addons/lines/LineMaterial.js';
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js';
import type { Place } from '../gestures.ts';
import type { CameraPose } from './camera-poses.ts';
import { type FrustumCorners, frustumCorners, frustumEdges } from './frustum-geometry.ts';

/** A camera near a position on the screen; `middle` is inside its pyramid. */
export interface PickedCamera {
  index: number;
  middle: Vector3;
}

/** The canvas in CSS pixels. */
interface Size {
  width: number;
  height: number;
}

/** Hit radius of a pyramid for touch, in CSS pixels. */
const PICK_RADIUS_PIXELS = 26;
/** Margin of the canvas that buttons may cover, in CSS pixels. */
const RIM_PIXELS = 72;
const LINE_WIDTH_PIXELS = { plain: 1.4, selected: 3 };

/** The cameras as wireframe frusta; the selected one is bolder and shows its photo. */
export class CameraFrusta {
  readonly group = new Group();
  readonly count: number;
  readonly #frusta: FrustumCorners[];
  readonly #depth: number;
  readonly #planes: Mesh;
  readonly #lines: LineMaterial;
  readonly #selectedLines: LineMaterial;
  readonly #selection = new Group();
  readonly #photo = new MeshBasicMaterial({ side: DoubleSide, transparent: true, opacity: 0.9 });
  readonly #fill = new MeshBasicMaterial({
    side: DoubleSide,
    transparent: true,
    opacity: 0.14,
    depthWrite: false,
  });

  constructor(poses: readonly CameraPose[], depth: number) {
    this.count = poses.length;
    this.#frusta = poses.map((pose) => frustumCorners(pose, depth));
    this.#lines = new LineMaterial({ linewidth: LINE_WIDTH_PIXELS.plain });
    this.#selectedLines = new LineMaterial({ linewidth: LINE_WIDTH_PIXELS.selected });
    this.#depth = depth;
    this.#planes = planesOf(this.#frusta, this.#fill);
    this.group.add(edgesOf(this.#frusta, this.#lines), this.#planes, this.#selection);
  }

  setColor(color: Color): void {
    for (const material of [this.#lines, this.#selectedLines, this.#fill]) material.color.copy(color);
  }

  /** Highlights one camera, or none. */
  select(index: number | null): void {
    this.#clearSelection();
    const frustum = index === null ? undefined : this.#frusta[index];
    if (frustum) this.#selection.add(edgesOf([frustum], this.#selectedLines));
  }

  /** Shows the photo of the selected camera on its image plane; the texture is disposed with it. */
  showPhoto(index: number, texture: Texture): void {
    const frustum = this.#frusta[index];
    if (!frustum) return;
    this.#photo.map?.dispose();
    this.#photo.map = texture;
    this.#photo.needsUpdate = true;
    this.#selection.add(planesOf([frustum], this.#photo));
  }

  /** Hides what would cover the view from inside a pyramid. */
  makeWayFor(eye: Vector3): void {
    const outside = this.#frusta.every(({ apex }) => apex.distanceTo(eye) > this.#depth);
    this.#planes.visible = outside;
    this.#selection.visible = outside;
  }

  /** Cameras near the point, best match first. */
  pick({ x, y }: Place, camera: Camera, size: Size): PickedCamera[] {
    return this.#frusta
      .map((frustum, index) => {
        const middle = middleOf(frustum);
        const at = project(middle, camera, size);
        const corner = project(frustum.image[0], camera, size);
        const reach = Math.max(PICK_RADIUS_PIXELS, 0.8 * Math.hypot(corner.x - at.x, corner.y - at.y));
        const miss = at.depth < 1 ? Math.hypot(at.x - x, at.y - y) / reach : Number.POSITIVE_INFINITY;
        return { index, middle, miss };
      })
      .filter(({ miss }) => miss <= 1)
      .sort((a, b) => a.miss - b.miss);
  }

  /** Screen position of the nearest visible camera, away from the margin; undefined when there is none. */
  nearestPlace(camera: Camera, size: Size): Place | undefined {
    return this.#frusta
      .map((frustum) => project(middleOf(frustum), camera, size))
      .filter(({ x, y, depth }) => depth < 1 && Math.min(x, y, size.width - x, size.height - y) > RIM_PIXELS)
      .sort((a, b) => a.depth - b.depth)[0];
  }

  dispose(): void {
    this.#clearSelection();
    for (const child of this.group.children) if (child instanceof Mesh) child.geometry.dispose();
    for (const material of [this.#lines, this.#selectedLines, this.#fill, this.#photo]) material.dispose();
  }

  #clearSelection(): void {
    for (const child of this.#selection.children) if (child instanceof Mesh) child.geometry.dispose();
    this.#selection.clear();
    this.#photo.map?.dispose();
    this.#photo.map = null;
  }
}

function middleOf({ apex, image }: FrustumCorners): Vector3 {
  return image[0].clone().add(image[2]).multiplyScalar(0.5).lerp(apex, 0.35);
}

function project(point: Vector3, camera: Camera, { width, height }: Size): Place & { depth: number } {
  const { x, y, z } = point.clone().project(camera);
  return { x: ((x + 1) / 2) * width, y: ((1 - y) / 2) * height, depth: z };
}

function edgesOf(frusta: readonly FrustumCorners[], material: LineMaterial): LineSegments2 {
  const lines = new LineSegments2(new LineSegmentsGeometry().setPositions(frustumEdges(frusta)), material);
  lines.frustumCulled = false;
  return lines;
}

function planesOf(frusta: readonly FrustumCorners[], material: MeshBasicMaterial): Mesh {
  const geometry = new BufferGeometry();
  const corners = frusta.flatMap(({ image }) => image.flatMap((corner) => corner.toArray()));
  geometry.setAttribute('position', new Float32BufferAttribute(corners, 3));
  geometry.setAttribute(
    'uv',
    new Float32BufferAttribute(
      frusta.flatMap(() => [0, 1, 1, 1, 1, 0, 0, 0]),
      2,
    ),
  );
  geometry.setIndex(frusta.flatMap((_, index) => [0, 2, 1, 0, 3, 2].map((corner) => index * 4 + corner)));
  return new Mesh(geometry, material);
}
