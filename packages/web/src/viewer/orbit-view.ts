import { MathUtils, PerspectiveCamera, type Sphere, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { DEFAULT_FIELD_OF_VIEW_DEGREES, type View, verticalFieldOfView } from './initial-view.ts';

interface Flight {
  from: View;
  to: View;
  start: number | null;
}
interface Levelling {
  from: Vector3;
  start: number | null;
}

/** Duration of a flight from one view to another. */
const FLIGHT_MS = 700;
/** Fraction of its speed that a rotation loses per frame: it stops within a second. */
const DAMPING = 0.13;
/** Duration of levelling a rolled view when the user starts to orbit. */
const LEVELLING_MS = 400;
/** Near plane relative to the far plane, suitable for a depth buffer of 24 bits. */
const NEAR_PER_FAR = 1 / 8000;

/** The eye: a camera with damped orbit controls that can fly from one view to another. */
export class OrbitView {
  readonly camera = new PerspectiveCamera();
  readonly #element: HTMLElement;
  readonly #onChange: () => void;
  #controls: OrbitControls;
  readonly #up = new Vector3(0, 1, 0);
  #flight: Flight | null = null;
  #levelling: Levelling | null = null;
  #fieldOfView = DEFAULT_FIELD_OF_VIEW_DEGREES;
  #scene: Sphere | null = null;

  constructor(element: HTMLElement, onChange: () => void) {
    this.#element = element;
    this.#onChange = onChange;
    this.#controls = this.#createControls();
    element.addEventListener('pointerdown', this.#level);
  }

  get target(): Vector3 {
    return this.#controls.target;
  }

  /** The current view. */
  get view(): View {
    return {
      position: this.camera.position.clone(),
      target: this.target.clone(),
      up: this.camera.up.clone(),
      fieldOfView: this.#fieldOfView,
    };
  }

  /** Fits zoom limits and depth range to the sphere around everything drawn. */
  setScene(sphere: Sphere, up: Vector3): void {
    this.#scene = sphere;
    // OrbitControls read the camera's up only when created.
    this.#controls.dispose();
    this.#up.copy(up);
    this.camera.up.copy(up);
    this.#controls = this.#createControls();
    this.#controls.minDistance = sphere.radius * 0.005;
    this.#controls.maxDistance = sphere.radius * 8;
  }

  resize(aspect: number): void {
    this.camera.aspect = aspect;
    this.#applyFieldOfView();
  }

  /** Switches to the view at once. */
  show(view: View): void {
    this.#flight = null;
    this.#levelling = null;
    this.#apply(view);
    this.#onChange();
  }

  /** Flies to the view; at once if the user prefers reduced motion. */
  fly(to: View): void {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.show(to);
      return;
    }
    this.#levelling = null;
    this.#flight = { from: this.view, to, start: null };
    this.#onChange();
  }

  /** Zooms towards the centre of rotation, or away from it. */
  zoom(factor: number): void {
    const { view } = this;
    this.fly({ ...view, position: view.target.clone().lerp(view.position, 1 / factor) });
  }

  /** Advances to the time of the frame; true while still moving. */
  update(nowMs: number): boolean {
    if (this.#flight) this.#flyOn(this.#flight, nowMs);
    if (this.#levelling) this.#levelOn(this.#levelling, nowMs);
    const turning = this.#controls.update();
    this.#fitDepthRange();
    return turning || this.#flight !== null || this.#levelling !== null;
  }

  dispose(): void {
    this.#element.removeEventListener('pointerdown', this.#level);
    this.#controls.dispose();
  }

  #createControls(): OrbitControls {
    const controls = new OrbitControls(this.camera, this.#element);
    controls.enableDamping = true;
    controls.dampingFactor = DAMPING;
    controls.zoomToCursor = true;
    controls.listenToKeyEvents(this.#element);
    controls.addEventListener('change', this.#onChange);
    controls.addEventListener('start', () => {
      this.#flight = null;
    });
    return controls;
  }

  #flyOn(flight: Flight, nowMs: number): void {
    flight.start ??= nowMs;
    const share = Math.min(1, (nowMs - flight.start) / FLIGHT_MS);
    const eased = MathUtils.smootherstep(share, 0, 1);
    this.#apply({
      position: flight.from.position.clone().lerp(flight.to.position, eased),
      target: flight.from.target.clone().lerp(flight.to.target, eased),
      up: flight.from.up.clone().lerp(flight.to.up, eased),
      fieldOfView: MathUtils.lerp(flight.from.fieldOfView, flight.to.fieldOfView, eased),
    });
    if (share === 1) this.#flight = null;
  }

  /** Orbit controls rotate about the scene's up, so a rolled view would rotate askew. */
  readonly #level = (): void => {
    if (this.camera.up.angleTo(this.#up) < 1e-3) return;
    this.#levelling = { from: this.camera.up.clone(), start: null };
    this.#onChange();
  };

  #levelOn(levelling: Levelling, nowMs: number): void {
    levelling.start ??= nowMs;
    const share = Math.min(1, (nowMs - levelling.start) / LEVELLING_MS);
    this.camera.up
      .copy(levelling.from)
      .lerp(this.#up, MathUtils.smoothstep(share, 0, 1))
      .normalize();
    if (share === 1) this.#levelling = null;
  }

  #apply({ position, target, up, fieldOfView }: View): void {
    this.camera.position.copy(position);
    this.camera.up.copy(up).normalize();
    this.target.copy(target);
    this.camera.lookAt(target);
    this.#fieldOfView = fieldOfView;
    this.#applyFieldOfView();
  }

  #applyFieldOfView(): void {
    this.camera.fov = verticalFieldOfView(this.#fieldOfView, this.camera.aspect);
    this.camera.updateProjectionMatrix();
  }

  #fitDepthRange(): void {
    if (!this.#scene) return;
    const distance = this.camera.position.distanceTo(this.#scene.center);
    this.camera.far = distance + this.#scene.radius * 1.05;
    this.camera.near = Math.max(distance - this.#scene.radius * 1.05, this.camera.far * NEAR_PER_FAR);
    this.camera.updateProjectionMatrix();
  }
}
