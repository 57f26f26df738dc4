import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import './photo-zoom.css';
import { visibleTiles } from './tile-pyramid.ts';
import { usePyramid } from './use-pyramid.ts';
import { listenForZoom, type Point } from './zoom-gestures.ts';
import { framePicture, moveBy, type PictureFrame, type Size, WHOLE_PICTURE, zoomAt } from './zoom-view.ts';

interface PhotoZoomProps {
  /** The large thumbnail: shown for the whole photo, and where tiles are missing. */
  large: string;
  name: string;
  /** Pixels of the photo's longer side. */
  longerSide: number;
  /** Link to the photo as a Deep Zoom image. */
  tiles: string | null;
}

const STEP = 1.6;
/** Maximum zoom in window pixels per photo pixel. */
const MAX_MAGNIFICATION = 3;

/** A photo that can be zoomed to its pixels: by wheel, pinch, double click, or buttons. */
export function PhotoZoom({ large, name, longerSide, tiles }: PhotoZoomProps) {
  const [loaded, setLoaded] = useState<Size>();
  const [view, setView] = useState(WHOLE_PICTURE);
  const root = useRef<HTMLDivElement>(null);
  const window = useSize(root);
  // The server creates the tiles on the first request, so they are not requested before the first zoom.
  const pyramid = usePyramid(view.zoom > 1 ? tiles : null);

  const picture = loaded ?? window;
  const frame = framePicture(window, picture, view);
  const most = Math.max(
    1,
    (MAX_MAGNIFICATION * longerSide * view.zoom) / Math.max(frame.width, frame.height),
  );
  const zoom = (factor: number, at: Point = { x: window.width / 2, y: window.height / 2 }) =>
    setView((current) => zoomAt(current, { window, picture, at, factor, most }));
  const move = (by: Point) => setView((current) => moveBy(current, { window, picture, by }));
  useZoomGestures(root, move, zoom);
  return (
    <div className="photo-zoom" ref={root} data-zoomed={view.zoom > 1 ? '' : undefined}>
      <img
        src={large}
        alt={name}
        style={styleOf(frame)}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          setLoaded({ width, height })
        }
        data-testid="photo-picture"
      />
      {pyramid &&
        visibleTiles(pyramid, frame, window).map(({ url, ...place }) => (
          <img key={url} src={url} alt="" style={styleOf(place)} data-testid="photo-tile" />
        ))}
      <div className="photo-zoom-buttons">
        <Button aria-label="Zoom in" shape="icon" onClick={() => zoom(STEP)}>
          +
        </Button>
        <Button aria-label="Zoom out" shape="icon" onClick={() => zoom(1 / STEP)}>
          −
        </Button>
      </div>
    </div>
  );
}

function styleOf({ left, top, width, height }: PictureFrame) {
  return { transform: `translate(${left}px, ${top}px)`, width, height };
}

function useSize(root: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (root.current) observer.observe(root.current);
    return () => observer.disconnect();
  }, [root]);
  return size;
}

function useZoomGestures(
  root: RefObject<HTMLElement | null>,
  move: (by: Point) => void,
  zoom: (factor: number, at: Point) => void,
): void {
  const onMove = useEffectEvent(move);
  const onZoom = useEffectEvent(zoom);
  useEffect(() => {
    const leaving = new AbortController();
    const gestures = {
      onMove: (by: Point) => onMove(by),
      onZoom: (factor: number, at: Point) => onZoom(factor, at),
    };
    if (root.current) listenForZoom(root.current, gestures, leaving.signal);
    return () => leaving.abort();
  }, [root]);
}
