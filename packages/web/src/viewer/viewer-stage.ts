import { scaleBar } from '../ui/scale-bar.ts';

/** The elements that a viewer draws on. */
export interface ViewerStage {
  canvas: HTMLCanvasElement;
  /** A scale bar for the middle of the view. */
  drawScale: (metresPerPixel: number) => void;
  remove: () => void;
}

const MAX_SCALE_BAR_PIXELS = 110;

/** Puts a canvas and a scale bar into `host`; each viewer gets its own, because a lost context stays lost. */
export function createStage(host: HTMLElement): ViewerStage {
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute(
    'aria-label',
    'The model. Arrow keys pan, with Shift they rotate, plus and minus zoom.',
  );
  canvas.dataset.testid = 'viewer-canvas';
  const scale = document.createElement('div');
  scale.className = 'viewer-scale';
  scale.hidden = true;
  host.append(canvas, scale);
  return {
    canvas,
    drawScale: (metresPerPixel) => {
      const { pixels, label } = scaleBar(metresPerPixel, MAX_SCALE_BAR_PIXELS);
      scale.hidden = false;
      scale.style.width = `${pixels}px`;
      if (scale.textContent !== label) scale.textContent = label;
    },
    remove: () => {
      canvas.remove();
      scale.remove();
    },
  };
}
