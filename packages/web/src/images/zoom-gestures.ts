/** Pixels of the element, from its top left. */
export interface Point {
  x: number;
  y: number;
}

/** Zoom and pan gestures. */
export interface ZoomGestures {
  onMove: (by: Point) => void;
  onZoom: (factor: number, at: Point) => void;
}

/** How much a unit of a wheel zooms; a notch is 100 units in most browsers. */
const ZOOM_PER_WHEEL_UNIT = 1.0025;
const ZOOM_PER_DOUBLE_CLICK = 2.5;

/** Listens for dragging, pinching, the wheel and double clicks on an element, but not on buttons in it. */
export function listenForZoom(
  element: HTMLElement,
  { onMove, onZoom }: ZoomGestures,
  signal: AbortSignal,
): void {
  const pointers = new Map<number, Point>();
  const pointOf = (event: MouseEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const isOnButton = ({ target }: Event) => target instanceof Element && target.closest('button') !== null;
  const press = (event: PointerEvent) => {
    if (isOnButton(event)) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, pointOf(event));
  };
  const drag = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    pointers.set(event.pointerId, now);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) onZoom(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
    else onMove({ x: now.x - before.x, y: now.y - before.y });
  };
  const release = (event: PointerEvent) => pointers.delete(event.pointerId);
  const turnWheel = (event: WheelEvent) => {
    event.preventDefault();
    onZoom(ZOOM_PER_WHEEL_UNIT ** -event.deltaY, pointOf(event));
  };
  element.addEventListener('pointerdown', press, { signal });
  element.addEventListener('pointermove', drag, { signal });
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  // A passive listener could not keep the page from scrolling.
  element.addEventListener('wheel', turnWheel, { signal, passive: false });
  element.addEventListener(
    'dblclick',
    (event) => isOnButton(event) || onZoom(ZOOM_PER_DOUBLE_CLICK, pointOf(event)),
    { signal },
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
