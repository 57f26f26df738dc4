/** A width and a height. */
export interface Size {
  width: number;
  height: number;
}

/** The visible part of a picture. */
export interface ZoomView {
  /** 1 shows the whole picture. */
  zoom: number;
  /** The point of the picture in the middle of the window: 0 to 1 of its width and height. */
  x: number;
  y: number;
}

/** The rectangle of the whole picture, in pixels of the window; most of it may be outside. */
export type PictureFrame = Size & { left: number; top: number };

/** The whole picture. */
export const WHOLE_PICTURE: ZoomView = { zoom: 1, x: 0.5, y: 0.5 };

/** Places a picture of these proportions in a window. */
export function framePicture(window: Size, picture: Size, { zoom, x, y }: ZoomView): PictureFrame {
  const fit = Math.min(window.width / picture.width, window.height / picture.height) * zoom;
  const [width, height] = [picture.width * fit, picture.height * fit];
  return { width, height, left: window.width / 2 - x * width, top: window.height / 2 - y * height };
}

/** Zooms by a factor, so that the point of the picture under `at` (pixels of the window) stays there. */
export function zoomAt(
  view: ZoomView,
  {
    window,
    picture,
    at,
    factor,
    most,
  }: { window: Size; picture: Size; at: { x: number; y: number }; factor: number; most: number },
): ZoomView {
  const zoom = Math.min(most, Math.max(1, view.zoom * factor));
  const before = framePicture(window, picture, view);
  const under = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height };
  const grown = zoom / view.zoom;
  const [width, height] = [before.width * grown, before.height * grown];
  const moved = {
    zoom,
    x: under.x - (at.x - window.width / 2) / width,
    y: under.y - (at.y - window.height / 2) / height,
  };
  return keepInside(moved, window, picture);
}

/** Moves the picture by pixels of the window. */
export function moveBy(
  view: ZoomView,
  { window, picture, by }: { window: Size; picture: Size; by: { x: number; y: number } },
): ZoomView {
  const { width, height } = framePicture(window, picture, view);
  return keepInside({ ...view, x: view.x - by.x / width, y: view.y - by.y / height }, window, picture);
}

/** Keeps the window filled as far as possible. */
function keepInside(view: ZoomView, window: Size, picture: Size): ZoomView {
  const { width, height } = framePicture(window, picture, view);
  return {
    ...view,
    x: keepWithin(view.x, window.width / width),
    y: keepWithin(view.y, window.height / height),
  };
}

/** `shown`: the fraction of the picture that fits into the window along this axis. */
function keepWithin(middle: number, shown: number): number {
  return shown >= 1 ? 0.5 : Math.min(1 - shown / 2, Math.max(shown / 2, middle));
}
