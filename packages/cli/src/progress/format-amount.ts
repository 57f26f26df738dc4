import type { Measure } from './progress-view.ts';

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes in decimal units with two or three digits: `512 B`, `1.8 MB`, `310 GB`. */
export function formatBytes(bytes: number): string {
  const unit = unitOf(bytes);
  return `${scaleTo(unit, bytes)} ${BYTE_UNITS[unit]}`;
}

/** A duration: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Progress in units (`123 of 456 MB`); empty where the percentage is enough. */
export function formatShare(measure: Measure, done: number, total: number): string {
  if (measure === 'percent') return '';
  if (measure === 'bytes') return `${scaleTo(unitOf(total), done)} of ${formatBytes(total)}`;
  return `${done} of ${total} photos`;
}

/** Fraction of the total, 0 to 1; nothing to do counts as done. */
export function shareOf(done: number, total: number): number {
  return total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
}

/** Index of the unit in which this many bytes are a number below a thousand. */
function unitOf(bytes: number): number {
  let unit = 0;
  while (bytes / 1000 ** unit >= 999.5 && unit < BYTE_UNITS.length - 1) unit++;
  return unit;
}

function scaleTo(unit: number, bytes: number): string {
  const value = bytes / 1000 ** unit;
  return value.toFixed(unit === 0 || value >= 99.5 ? 0 : 1);
}
