import { MultiBar, type SingleBar } from 'cli-progress';
import { formatSeconds, formatShare, shareOf } from './format-amount.ts';
import type { Measure, ProgressLine, ProgressView } from './progress-view.ts';

/** What a bar is drawn from. */
interface Drawing {
  title: string;
  measure: Measure;
  done: number;
  total: number;
  begunAt: number;
  /** Set when the line has ended. */
  seconds?: number;
}

const TITLE_COLUMNS = 30;
const BAR_COLUMNS = 24;
/** Room for the percentage and the words behind the bar. */
const OTHER_COLUMNS = 46;
const REDRAWS_PER_SECOND = 8;

/** A view for terminals: a bar a line, redrawn in place; ended groups of lines stay and scroll away. */
export function terminalView(terminal: NodeJS.WriteStream): ProgressView {
  let bars: MultiBar | undefined;
  const going = new Set<Drawing>();

  const close = () => {
    for (const drawing of going) drawing.seconds ??= (Date.now() - drawing.begunAt) / 1000;
    going.clear();
    bars?.stop();
    bars = undefined;
  };

  return {
    begin(title, measure, total) {
      bars ??= createBars(terminal);
      const drawing: Drawing = { title, measure, done: 0, total, begunAt: Date.now() };
      going.add(drawing);
      const bar = bars.create(1, 0, { drawing });
      return createLine(drawing, bar, () => {
        going.delete(drawing);
        if (going.size === 0) close();
      });
    },
    say(text) {
      if (bars) bars.log(`${text}\n`);
      else terminal.write(`${text}\n`);
    },
    close,
  };
}

function createBars(terminal: NodeJS.WriteStream): MultiBar {
  return new MultiBar({
    stream: terminal,
    format: (_options, _params, payload: { drawing: Drawing }) => draw(payload.drawing, terminal.columns),
    fps: REDRAWS_PER_SECOND,
    hideCursor: true,
    // Who ends the program also closes the view.
    gracefulExit: false,
    forceRedraw: true,
  });
}

function createLine(drawing: Drawing, bar: SingleBar, onEnd: () => void): ProgressLine {
  return {
    set(done, total = drawing.total) {
      if (drawing.seconds !== undefined) return;
      Object.assign(drawing, { done, total });
      bar.update(shareOf(done, total));
    },
    finish(seconds = (Date.now() - drawing.begunAt) / 1000) {
      if (drawing.seconds !== undefined) return;
      Object.assign(drawing, { done: drawing.total, seconds });
      bar.update(1);
      onEnd();
    },
  };
}

function draw(drawing: Drawing, columns = 80): string {
  const { title, measure, done, total } = drawing;
  const share = shareOf(done, total);
  const seconds = drawing.seconds ?? (Date.now() - drawing.begunAt) / 1000;
  const barColumns = Math.max(0, Math.min(BAR_COLUMNS, columns - TITLE_COLUMNS - OTHER_COLUMNS));
  const full = Math.round(barColumns * share);
  const bar = barColumns === 0 ? '' : `${'█'.repeat(full)}${'░'.repeat(barColumns - full)} `;
  const percent = `${Math.floor(100 * share)} %`.padStart(5);
  const words = [percent, formatShare(measure, done, total), formatSeconds(seconds)]
    .filter(Boolean)
    .join('  ');
  const label = title.length < TITLE_COLUMNS ? title.padEnd(TITLE_COLUMNS) : `${title} `;
  // A line that wraps can't be redrawn in place.
  return `${label}${bar}${words}`.slice(0, columns - 1);
}
