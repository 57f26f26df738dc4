import { formatSeconds } from '../progress/format-amount.ts';

/** Measures the consecutive parts of a run. */
export interface PartClock {
  /** Ends the current part, which began when the last one ended. */
  ended(part: string): void;
  /** Adds a part that was measured elsewhere; the next one starts now. */
  took(part: string, seconds: number): void;
  /** A line for each part, one for the remaining time and one for the total, in aligned columns. */
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
