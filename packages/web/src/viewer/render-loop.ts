/** Draws only when something has changed. */
export interface RenderLoop {
  /** Requests one more frame. */
  invalidate: () => void;
  dispose: () => void;
}

/** Calls `draw` before the next repaint after `invalidate`, and again as long as it returns true. */
export function createRenderLoop(draw: (nowMs: number) => boolean): RenderLoop {
  let request: number | null = null;
  const invalidate = () => {
    request ??= requestAnimationFrame(frame);
  };
  const frame = (nowMs: number) => {
    request = null;
    if (draw(nowMs)) invalidate();
  };
  const dispose = () => {
    if (request !== null) cancelAnimationFrame(request);
    // A late `invalidate` finds a request pending that never comes.
    request = -1;
  };
  return { invalidate, dispose };
}
