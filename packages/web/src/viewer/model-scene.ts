import {
  Color,
  DirectionalLight,
  HemisphereLight,
  Raycaster,
  Scene,
  SRGBColorSpace,
  TextureLoader,
  Vector2,
  type Vector3,
  WebGLRenderer,
} from 'three';
import { type Place, watchGestures } from './gestures.ts';
import { cameraView, initialView, sceneUp } from './initial-view.ts';
import { OrbitView } from './orbit-view.ts';
import { createRenderLoop, type RenderLoop } from './render-loop.ts';
import { disposeObject, type Layer, type SceneContent } from './scene-content.ts';

/** Callbacks of the scene. */
export interface SceneHandlers {
  /** A camera was clicked or tapped. */
  onPick: (filename: string) => void;
  /** A frame was drawn; `still` when no other one follows until something changes. */
  onFrame: (still: boolean) => void;
}

/** A higher ratio costs battery without a visible benefit. */
const MAX_PIXEL_RATIO = 2;
/** Zoom factor of the plus key. */
const ZOOM_KEY_FACTOR = 1.4;
/** Tolerance between the aspect ratios of a photo and its camera; beyond it the photo was rotated by its EXIF. */
const ASPECT_TOLERANCE = 0.05;

/** Draws a model, its cameras and its points on a canvas, only when something changes. */
export class ModelScene {
  readonly #canvas: HTMLCanvasElement;
  readonly #handlers: SceneHandlers;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #view: OrbitView;
  readonly #loop: RenderLoop;
  readonly #stopWatching: () => void;
  #content: SceneContent | null = null;
  #selected: string | null = null;
  readonly #markerColor = new Color();

  /** Throws when there is no WebGL context. */
  constructor(canvas: HTMLCanvasElement, handlers: SceneHandlers) {
    this.#canvas = canvas;
    this.#handlers = handlers;
    this.#renderer = new WebGLRenderer({
      canvas,
      antialias: true,
      alpha: true,
      powerPreference: 'high-performance',
    });
    this.#loop = createRenderLoop((nowMs) => this.#draw(nowMs));
    this.#view = new OrbitView(canvas, this.#loop.invalidate);
    const sun = new DirectionalLight('white', 1.6);
    this.#view.camera.add(sun);
    this.#scene.add(new HemisphereLight('white', '#8a8578', 1.8), this.#view.camera);
    this.#stopWatching = watchGestures(canvas, {
      onClick: (place) => this.#pick(place),
      onDoubleClick: (place) => this.#centre(place),
      onZoomKey: (direction) => this.#view.zoom(ZOOM_KEY_FACTOR ** direction),
      onHover: (place) => this.#hover(place),
    });
    canvas.addEventListener('webglcontextrestored', this.#loop.invalidate);
  }

  /** Shows the content from its first view. */
  setContent(content: SceneContent): void {
    this.#content = content;
    for (const part of [content.model?.group, content.frusta?.group, content.points]) {
      if (part) this.#scene.add(part);
    }
    content.frusta?.setColor(this.#markerColor);
    this.#view.setScene(content.sphere, sceneUp(content.cameras));
    this.#view.show(this.#firstView(content));
    this.select(this.#selected);
  }

  /** Adds the points once they are loaded. */
  addPoints(points: NonNullable<SceneContent['points']>): void {
    if (!this.#content) return;
    this.#content.points = points;
    this.#scene.add(points);
    this.#loop.invalidate();
  }

  setLayer(layer: Layer, visible: boolean): void {
    const { model, frusta, points } = this.#content ?? {};
    const object = { model: model?.group, cameras: frusta?.group, points }[layer];
    if (object) object.visible = visible;
    this.#loop.invalidate();
  }

  setMarkerColor(cssColor: string): void {
    this.#markerColor.set(cssColor.trim());
    this.#content?.frusta?.setColor(this.#markerColor);
    this.#loop.invalidate();
  }

  /** Highlights the camera of the photo, or none. */
  select(filename: string | null): void {
    this.#selected = filename;
    this.#content?.frusta?.select(filename === null ? null : this.#indexOf(filename));
    this.#loop.invalidate();
  }

  /** Shows an image of the selected photo on its camera, once loaded. */
  async showPhoto(filename: string, url: string): Promise<void> {
    const texture = await new TextureLoader().loadAsync(url);
    const index = this.#indexOf(filename);
    const pose = index === null ? undefined : this.#content?.cameras?.poses[index];
    const aspect = texture.image.width / texture.image.height;
    const upright = pose && Math.abs((aspect * pose.height) / pose.width - 1) < ASPECT_TOLERANCE;
    if (index === null || !upright || this.#selected !== filename) {
      texture.dispose();
      return;
    }
    texture.colorSpace = SRGBColorSpace;
    this.#content?.frusta?.showPhoto(index, texture);
    this.#loop.invalidate();
  }

  /** Looks through the camera of the photo. */
  flyTo(filename: string): void {
    const pose = this.#content?.cameras?.poses.find((candidate) => candidate.filename === filename);
    if (!pose || !this.#content) return;
    const { bounds, cameras } = this.#content;
    this.#view.fly(cameraView(pose, { bounds, up: sceneUp(cameras), aspect: this.#view.camera.aspect }));
  }

  resetView(): void {
    if (this.#content) this.#view.fly(this.#firstView(this.#content));
  }

  resize(width: number, height: number): void {
    if (width === 0 || height === 0) return;
    this.#renderer.setPixelRatio(Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO));
    this.#renderer.setSize(width, height, false);
    this.#view.resize(width / height);
    this.#loop.invalidate();
  }

  /** Requests a new frame. */
  readonly invalidate = (): void => this.#loop.invalidate();

  get metric(): boolean {
    return this.#content?.cameras?.metric ?? false;
  }

  /** Of the coordinates, where they are metric. */
  get metresPerUnit(): number {
    return this.#content?.cameras?.metresPerUnit ?? 1;
  }

  get hasContent(): boolean {
    return this.#content !== null;
  }

  get hasPoints(): boolean {
    return Boolean(this.#content?.points);
  }

  /** Metres (or units of the scene) per CSS pixel at the centre of rotation. */
  get unitsPerPixel(): number {
    const { camera, target } = this.#view;
    const height = 2 * camera.position.distanceTo(target) * Math.tan((camera.fov * Math.PI) / 360);
    return height / this.#canvas.clientHeight;
  }

  /** Contents of the last frame: triangles of the model, frusta and points. */
  get shown(): { triangles: number; streaming: boolean; frusta: number; points: number } {
    const { model, frusta, points } = this.#content ?? {};
    return {
      triangles: model?.group.visible ? model.triangles : 0,
      streaming: model?.loading ?? false,
      frusta: frusta?.group.visible ? frusta.count : 0,
      points: points?.visible ? points.geometry.getAttribute('position').count : 0,
    };
  }

  /** Where a click selects the nearest camera; null when none is on the screen. */
  get selectablePlace(): Place | null {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const frusta = this.#content?.frusta;
    return (frusta?.group.visible && frusta.nearestPlace(this.#view.camera, { width, height })) || null;
  }

  dispose(): void {
    this.#stopWatching();
    this.#loop.dispose();
    this.#view.dispose();
    this.#content?.frusta?.dispose();
    this.#content?.model?.close();
    disposeObject(this.#scene);
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #draw(nowMs: number): boolean {
    const moving = this.#view.update(nowMs);
    this.#content?.model?.refine(this.#view.camera, this.#renderer.getDrawingBufferSize(new Vector2()));
    this.#content?.frusta?.makeWayFor(this.#view.camera.position);
    this.#renderer.render(this.#scene, this.#view.camera);
    this.#handlers.onFrame(!moving);
    return moving;
  }

  #firstView({ bounds, cameras }: SceneContent) {
    return initialView(bounds, cameras, this.#view.camera.aspect);
  }

  #indexOf(filename: string): number | null {
    const index = this.#content?.cameras?.poses.findIndex((pose) => pose.filename === filename) ?? -1;
    return index < 0 ? null : index;
  }

  #candidatesAt(place: Place) {
    const frusta = this.#content?.frusta;
    if (!frusta?.group.visible) return [];
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    return frusta.pick(place, this.#view.camera, { width, height });
  }

  #pick(place: Place): void {
    const picked = this.#candidatesAt(place).find(({ middle }) => !this.#isHidden(middle));
    const filename = picked && this.#content?.cameras?.poses[picked.index]?.filename;
    if (filename) this.#handlers.onPick(filename);
  }

  #hover(place: Place): void {
    this.#canvas.style.cursor = this.#candidatesAt(place).length > 0 ? 'pointer' : '';
  }

  /** Whether the model lies between the eye and the point. */
  #isHidden(point: Vector3): boolean {
    const eye = this.#view.camera.position;
    const distance = eye.distanceTo(point);
    const ray = new Raycaster(eye, point.clone().sub(eye).normalize(), 0, distance);
    return this.#hitModel(ray) !== undefined;
  }

  /** Makes the double-clicked point of the model the centre of rotation. */
  #centre({ x, y }: Place): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2), this.#view.camera);
    const target = this.#hitModel(ray);
    if (!target) return;
    const { view } = this.#view;
    this.#view.fly({ ...view, position: view.position.lerp(target, 0.35), target });
  }

  #hitModel(ray: Raycaster): Vector3 | undefined {
    const model = this.#content?.model?.group;
    return model?.visible ? ray.intersectObject(model)[0]?.point : undefined;
  }
}
