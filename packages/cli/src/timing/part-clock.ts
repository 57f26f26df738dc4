import { formatSeconds } from '../progress/format-amount.ts';

/** Measures the parts of a run, one after another. */
export interface PartClock {
  /** The part that began when the last one ended has ended now. */
  ended(part: string): void;
  /** A part whose seconds somebody else has measured; the clock goes on from now. */
  took(part: string, seconds: number): void;
  /** A line for each part, one for what no part has measured and one for the whole, columns aligned. */
  table(): string[];
}

/** Starts the clock of the first part. */
export function startPartClock(now: () => number = Date.now): PartClock {
  const parts: Array<{ part: string; seconds: number }> = [];
  const begunAt = now();
  let lastAt = begunAt;
  return {
    ended(part) {
      parts.push({ part, seconds: (now() - lastAt) / 1000 });
      lastAt = now();
    },
    took(part, seconds) {
      parts.push({ part, seconds });
      lastAt = now();
    },
    table() {
      const whole = (now() - begunAt) / 1000;
      const rest = whole - parts.reduce((sum, { seconds }) => sum + seconds, 0);
      const rows = [
        ...parts,
        { part: 'between these', seconds: Math.max(0, rest) },
        { part: 'in all', seconds: whole },
      ];
      const texts = rows.map(({ part, seconds }) => ({ part, text: formatSeconds(seconds) }));
      const widestPart = Math.max(...texts.map(({ part }) => part.length));
      const widestText = Math.max(...texts.map(({ text }) => text.length));
      return texts.map(({ part, text }) => `  ${part.padEnd(widestPart)}  ${text.padStart(widestText)}`);
    },
  };
}
