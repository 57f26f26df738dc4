import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import type { SceneLinks } from './load-scene.ts';
import type { Progress } from './loading/fetch-bytes.ts';
import './model-viewer.css';
import { openViewer, type Viewer, type ViewerState } from './open-viewer.ts';
import type { Layer } from './scene-content.ts';

/** The camera whose photo is shown beside the model. */
export interface SelectedCamera {
  filename: string;
  photoUrl: string | null;
}

interface ModelViewerProps {
  /** Requests links to the newest files; another `key` reopens the viewer. */
  fetchLinks: (signal: AbortSignal) => Promise<SceneLinks>;
  selected: SelectedCamera | null;
  /** A camera was clicked: the name of its photo in the bucket. */
  onSelect: (filename: string) => void;
  /** Called with the names of all cameras' photos, once known. */
  onCameras: (filenames: readonly string[]) => void;
  onRetry: () => void;
  /** Content beside the model; `flyTo` looks through the camera of a photo. */
  children?: (flyTo: (filename: string) => void) => ReactNode;
}

const LAYER_BUTTONS: Record<Layer, { icon: IconName; label: string }> = {
  model: { icon: 'surface', label: 'Surface' },
  cameras: { icon: 'camera', label: 'Cameras' },
  points: { icon: 'points', label: 'Points' },
};

/** The model with its cameras and points, with orbit controls and a view from each photo. */
export function ModelViewer({
  fetchLinks,
  selected,
  onSelect,
  onCameras,
  onRetry,
  children,
}: ModelViewerProps) {
  const root = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const viewer = useRef<Viewer>(null);
  const [state, setState] = useState<ViewerState>({ phase: 'loading', progress: null });

  const open = useEffectEvent((host: HTMLElement) =>
    openViewer(host, {
      fetchLinks: (signal) => fetchLinks(signal),
      onPick: (filename) => onSelect(filename),
      onState: (next) => {
        setState(next);
        if (next.phase === 'ready') onCameras(next.cameras);
      },
    }),
  );
  useEffect(() => {
    if (!stage.current) return;
    const opened = open(stage.current);
    viewer.current = opened;
    return () => opened.close();
  }, []);

  const filename = selected?.filename ?? null;
  const photoUrl = selected?.photoUrl ?? null;
  useEffect(() => viewer.current?.select(filename, photoUrl), [filename, photoUrl]);

  const flyTo = (target: string) => viewer.current?.flyTo(target);
  return (
    <section className="viewer" ref={root} aria-label="3D model">
      <div className="viewer-stage" ref={stage}>
        {state.phase === 'loading' && <Loading progress={state.progress} />}
        {state.phase === 'error' && <Failure message={state.message} onRetry={onRetry} />}
        {state.phase === 'ready' && (
          <>
            <Layers layers={state.layers} viewer={viewer} />
            <div className="viewer-tools">
              <PhotosButton cameras={state.cameras} onSelect={onSelect} />
              <Button shape="icon" aria-label="Reset view" onClick={() => viewer.current?.resetView()}>
                <Icon name="reset" />
              </Button>
              <FullScreenButton root={root} />
            </div>
          </>
        )}
      </div>
      {children?.(flyTo)}
    </section>
  );
}

function Layers({ layers, viewer }: { layers: readonly Layer[]; viewer: RefObject<Viewer | null> }) {
  const [visible, setVisible] = useState<Record<Layer, boolean>>({
    model: true,
    cameras: true,
    points: !layers.includes('model'),
  });
  const [failed, setFailed] = useState(false);
  const toggle = (layer: Layer) => {
    const next = !visible[layer];
    setVisible({ ...visible, [layer]: next });
    setFailed(false);
    viewer.current?.setLayer(layer, next).catch(() => {
      setVisible((before) => ({ ...before, [layer]: false }));
      setFailed(true);
    });
  };
  return (
    <fieldset className="viewer-layers">
      <legend className="visually-hidden">Layers</legend>
      {layers.map((layer) => (
        <Button
          key={layer}
          aria-pressed={visible[layer]}
          data-testid={`layer-${layer}`}
          onClick={() => toggle(layer)}
        >
          <Icon name={LAYER_BUTTONS[layer].icon} size={18} />
          {LAYER_BUTTONS[layer].label}
        </Button>
      ))}
      {failed && <output className="viewer-fault">The points could not be loaded.</output>}
    </fieldset>
  );
}

/** Access to the photos without a pointing device. */
function PhotosButton({
  cameras,
  onSelect,
}: { cameras: readonly string[] } & Pick<ModelViewerProps, 'onSelect'>) {
  const [first] = cameras;
  if (first === undefined) return null;
  return (
    <Button shape="icon" aria-label="Show the photos" onClick={() => onSelect(first)}>
      <Icon name="photo" />
    </Button>
  );
}

function FullScreenButton({ root }: { root: RefObject<HTMLElement | null> }) {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => (full ? document.exitFullscreen() : root.current?.requestFullscreen());
  return (
    <Button
      shape="icon"
      aria-label={full ? 'Leave full screen' : 'Full screen'}
      onClick={() => void toggle()}
    >
      <Icon name={full ? 'shrink' : 'expand'} />
    </Button>
  );
}

function Loading({ progress }: { progress: Progress | null }) {
  const total = progress?.totalBytes;
  const arrived = progress !== null && total ? (100 * progress.loadedBytes) / total : null;
  return (
    <div className="viewer-message" data-testid="viewer-loading">
      <p className="legend">Loading the model</p>
      <ProgressBar percent={arrived} label="Loading the model" />
      <p className="viewer-amount">
        {progress && formatBytes(progress.loadedBytes)}
        {total ? ` of ${formatBytes(total)}` : ''}
      </p>
    </div>
  );
}

function Failure({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div className="viewer-message" data-testid="viewer-error">
      <Notice tone="bad" title="The model is not shown">
        <p>{message}</p>
        <Button onClick={onRetry}>Try again</Button>
      </Notice>
    </div>
  );
}
