/** A place on the canvas in CSS pixels from its upper left. */
export interface Place {
  x: number;
  y: number;
}

/** Callbacks of the gestures. */
export interface GestureHandlers {
  onClick: (place: Place) => void;
  onDoubleClick: (place: Place) => void;
  /** Plus or minus was pressed: 1 is nearer, -1 farther. */
  onZoomKey: (direction: 1 | -1) => void;
  /** A mouse moves with no button down. */
  onHover: (place: Place) => void;
}

/** CSS pixels and milliseconds up to which a press is a click and not a drag. */
const CLICK_LIMIT = { distance: 6, duration: 500 };

/** Tells clicks and taps from drags; returns a function that stops listening. */
export function watchGestures(element: HTMLElement, handlers: GestureHandlers): () => void {
  const stopping = new AbortController();
  const listen = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
  ) => element.addEventListener(type, listener, { signal: stopping.signal });

  let press: { id: number; place: Place; time: number } | null = null;
  listen('pointerdown', (event) => {
    // A second finger makes it a pinch.
    press = event.isPrimary ? { id: event.pointerId, place: placeOf(event), time: event.timeStamp } : null;
  });
  listen('pointerup', (event) => {
    if (!press || event.pointerId !== press.id || event.button !== 0) return;
    const place = placeOf(event);
    const still = Math.hypot(place.x - press.place.x, place.y - press.place.y) <= CLICK_LIMIT.distance;
    if (still && event.timeStamp - press.time <= CLICK_LIMIT.duration) handlers.onClick(place);
    press = null;
  });
  listen('pointermove', (event) => {
    if (event.pointerType === 'mouse' && event.buttons === 0) handlers.onHover(placeOf(event));
  });
  listen('keydown', ({ key }) => {
    if (key === '+' || key === '=') handlers.onZoomKey(1);
    if (key === '-') handlers.onZoomKey(-1);
  });
  listen('dblclick', (event) => handlers.onDoubleClick(placeOf(event)));
  return () => stopping.abort();

  function placeOf(event: MouseEvent): Place {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
