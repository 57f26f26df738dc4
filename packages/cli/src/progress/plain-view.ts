import { formatBytes, formatSeconds, formatShare, shareOf } from './format-amount.ts';
import type { Measure, ProgressLine, ProgressView } from './progress-view.ts';

/** A log needs few progress lines. */
const SAY_EVERY_MS = 10_000;
/** After this long without progress a line shows that the work continues. */
const SAY_AT_LEAST_EVERY_MS = 60_000;

/** A view for logs and pipes: plain lines at intervals, without control characters. */
export function plainView(
  output: { write(text: string): unknown },
  now: () => number = Date.now,
): ProgressView {
  const say = (text: string) => {
    output.write(`${text}\n`);
  };
  return {
    say,
    begin: (title, measure, total) => beginLine({ title, measure, total, say, now }),
    close() {},
  };
}

function beginLine(line: {
  title: string;
  measure: Measure;
  total: number;
  say(text: string): void;
  now(): number;
}): ProgressLine {
  const { title, measure, say, now } = line;
  const begunAt = now();
  let saidAt = begunAt;
  let saidPercent = -1;
  let total = line.total;
  let ended = false;
  return {
    set(done, newTotal = total) {
      total = newTotal;
      const percent = Math.floor(100 * shareOf(done, total));
      const everyMs = percent === saidPercent ? SAY_AT_LEAST_EVERY_MS : SAY_EVERY_MS;
      if (ended || now() - saidAt < everyMs) return;
      saidAt = now();
      saidPercent = percent;
      const share = formatShare(measure, done, total);
      const elapsed = formatSeconds((now() - begunAt) / 1000);
      say(`${title}: ${percent} %${share && `, ${share}`} after ${elapsed}`);
    },
    finish(seconds = (now() - begunAt) / 1000) {
      if (ended) return;
      ended = true;
      say(`${title}: ${formatWhole(measure, total)}done in ${formatSeconds(seconds)}`);
    },
  };
}

function formatWhole(measure: Measure, total: number): string {
  if (measure === 'percent') return '';
  return measure === 'bytes' ? `${formatBytes(total)}, ` : `${total} photos, `;
}
