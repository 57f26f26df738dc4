import { MathUtils, PerspectiveCamera, type Sphere, type Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { defaultFieldOfView, type View, verticalFieldOfView } from './initial-view.ts';

type Flight = { from: View; to: View; start: number | null };

/** Milliseconds that a flight from one view to another takes. */
const flightDuration = 700;
/** Nearest visible distance as a share of the farthest: what a depth buffer of 24 bits bears well. */
const nearPerFar = 1 / 8000;

/** The eye: a camera with damped orbit controls that can fly from one view to another. */
export class OrbitView {
  readonly camera = new PerspectiveCamera();
  readonly #element: HTMLElement;
  readonly #onChange: () => void;
  #controls: OrbitControls;
  #flight: Flight | null = null;
  #fieldOfView = defaultFieldOfView;
  #scene: Sphere | null = null;

  constructor(element: HTMLElement, onChange: () => void) {
    this.#element = element;
    this.#onChange = onChange;
    this.#controls = this.#createControls();
  }

  get target(): Vector3 {
    return this.#controls.target;
  }

  /** The view as it is now. */
  get view(): View {
    return {
      position: this.camera.position.clone(),
      target: this.target.clone(),
      fieldOfView: this.#fieldOfView,
    };
  }

  /** Fits the limits of zooming and the depth range to the sphere around all that is drawn. */
  setScene(sphere: Sphere, up: Vector3): void {
    this.#scene = sphere;
    // OrbitControls read the camera's up only when they are made.
    this.#controls.dispose();
    this.camera.up.copy(up);
    this.#controls = this.#createControls();
    this.#controls.minDistance = sphere.radius * 0.005;
    this.#controls.maxDistance = sphere.radius * 8;
  }

  resize(aspect: number): void {
    this.camera.aspect = aspect;
    this.#applyFieldOfView();
  }

  /** Goes to the view at once. */
  show(view: View): void {
    this.#flight = null;
    this.#apply(view);
    this.#onChange();
  }

  /** Flies to the view; at once where the user wants no motion. */
  fly(to: View): void {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.show(to);
      return;
    }
    this.#flight = { from: this.view, to, start: null };
    this.#onChange();
  }

  /** Comes nearer to the point that the view turns around, or goes away from it. */
  zoom(factor: number): void {
    const { position, target, fieldOfView } = this.view;
    this.fly({ position: target.clone().lerp(position, 1 / factor), target, fieldOfView });
  }

  /** Moves on to the time of the frame; true while it is still moving. */
  update(milliseconds: number): boolean {
    if (this.#flight) this.#flyOn(this.#flight, milliseconds);
    const turning = this.#controls.update();
    this.#fitDepthRange();
    return turning || this.#flight !== null;
  }

  dispose(): void {
    this.#controls.dispose();
  }

  #createControls(): OrbitControls {
    const controls = new OrbitControls(this.camera, this.#element);
    controls.enableDamping = true;
    controls.dampingFactor = 0.13;
    controls.zoomToCursor = true;
    controls.listenToKeyEvents(this.#element);
    controls.addEventListener('change', this.#onChange);
    controls.addEventListener('start', () => {
      this.#flight = null;
    });
    return controls;
  }

  #flyOn(flight: Flight, milliseconds: number): void {
    flight.start ??= milliseconds;
    const share = Math.min(1, (milliseconds - flight.start) / flightDuration);
    const eased = MathUtils.smootherstep(share, 0, 1);
    this.#apply({
      position: flight.from.position.clone().lerp(flight.to.position, eased),
      target: flight.from.target.clone().lerp(flight.to.target, eased),
      fieldOfView: MathUtils.lerp(flight.from.fieldOfView, flight.to.fieldOfView, eased),
    });
    if (share === 1) this.#flight = null;
  }

  #apply({ position, target, fieldOfView }: View): void {
    this.camera.position.copy(position);
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
    this.camera.near = Math.max(distance - this.#scene.radius * 1.05, this.camera.far * nearPerFar);
    this.camera.updateProjectionMatrix();
  }
}
