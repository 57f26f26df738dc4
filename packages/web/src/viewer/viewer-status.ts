/**
 * The state of the viewer as `data-viewer…` attributes of the document's element, for tests and scripts:
 * `data-viewer` is `loading`, `ready` or `error`; the others describe the last frame.
 */
export interface ViewerStatus {
  phase?: 'loading' | 'ready' | 'error';
  /** Triangles of the model. */
  triangles?: number;
  /** Whether finer tiles of a streamed model are being loaded. */
  streaming?: boolean;
  /** Frusta of cameras. */
  frusta?: number;
  points?: number;
  /** Frames drawn so far: constant while nothing moves. */
  frames?: number;
  /** `x,y` in CSS pixels of the window: where a click selects a camera. */
  cameraAt?: string;
}

const ATTRIBUTES = {
  phase: 'viewer',
  triangles: 'viewerTriangles',
  streaming: 'viewerStreaming',
  frusta: 'viewerFrusta',
  points: 'viewerPoints',
  frames: 'viewerFrames',
  cameraAt: 'viewerCameraAt',
} as const satisfies Record<keyof ViewerStatus, string>;

/** Writes the given parts of the status. */
export function publishViewerStatus(status: ViewerStatus): void {
  for (const [part, attribute] of Object.entries(ATTRIBUTES)) {
    const value = status[part as keyof ViewerStatus];
    if (value !== undefined) document.documentElement.dataset[attribute] = String(value);
  }
}

/** Removes the whole status. */
export function clearViewerStatus(): void {
  for (const attribute of Object.values(ATTRIBUTES)) delete document.documentElement.dataset[attribute];
}
