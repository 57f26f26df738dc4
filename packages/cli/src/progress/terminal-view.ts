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

const TITLE_COLUMNS = 25;
const LONGEST_BAR = 32;
/** After the bar: ` 62 % 12 min 20 s 123 of 456 MB`. */
const PERCENT_COLUMNS = 5;
const SHARE_COLUMNS = 18;
const TIME_COLUMNS = 11;
const OTHER_COLUMNS = PERCENT_COLUMNS + SHARE_COLUMNS + TIME_COLUMNS + 6;
/** For terminals that don't report their width. */
const DEFAULT_COLUMNS = 80;
const REDRAWS_PER_SECOND = 8;

/** A view for terminals: one bar per line, redrawn in place; finished groups of lines scroll away. */
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
    format: (_options, _params, payload: { drawing: Drawing }) =>
      draw(payload.drawing, terminal.columns || DEFAULT_COLUMNS),
    fps: REDRAWS_PER_SECOND,
    hideCursor: true,
    // Interrupting the program closes the view as well.
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

function draw(drawing: Drawing, columns: number): string {
  const { title, measure, done, total } = drawing;
  const share = shareOf(done, total);
  const seconds = drawing.seconds ?? (Date.now() - drawing.begunAt) / 1000;
  const barColumns = Math.max(0, Math.min(LONGEST_BAR, columns - TITLE_COLUMNS - OTHER_COLUMNS));
  const full = Math.round(barColumns * share);
  const parts = [
    title.padEnd(TITLE_COLUMNS - 1),
    `${'█'.repeat(full)}${'░'.repeat(barColumns - full)}`,
    `${Math.floor(100 * share)} %`.padStart(PERCENT_COLUMNS),
    ` ${formatSeconds(seconds).padStart(TIME_COLUMNS - 1)}`,
    ` ${formatShare(measure, done, total)}`,
  ];
  // A line that wraps can't be redrawn in place.
  return parts.join(' ').slice(0, columns - 1);
}
