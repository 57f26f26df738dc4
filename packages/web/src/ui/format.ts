const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `12.3 MB`: decimal units, three digits at most. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `a few seconds`, `about 90 s`, `about 4 min`, `about 2 h 10 min`: rounded, as estimates are. */
export function formatRoughly(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds > 50 && seconds <= 60) return 'about 1 min';
  if (seconds < 110) return `about ${10 * Math.ceil(seconds / 10)} s`;
  if (seconds < 3570) return `about ${Math.round(seconds / 60)} min`;
  const minutes = 10 * Math.round(seconds / 600);
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `about ${hours} h` : `about ${hours} h ${minutes % 60} min`;
}

/** `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `3 photos`, `1 photo`: English plurals in `s`. */
export function formatNumberOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1 Mar 2026, 12:00` in the reader's time zone. */
export function formatMoment(rfc3339: string): string {
  return new Date(rfc3339).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** `4 mm`, `3.2 cm`, `45 m`, `1.2 km`; with its sign if negative. */
export function formatDistance(metres: number): string {
  if (metres < 0) return `−${formatDistance(-metres)}`;
  if (metres < 0.01) return `${(1000 * metres).toFixed(metres < 0.001 ? 1 : 0)} mm`;
  if (metres < 1) return `${(100 * metres).toFixed(1)} cm`;
  if (metres < 9.95) return `${metres.toFixed(1)} m`;
  if (metres < 999.5) return `${Math.round(metres)} m`;
  return metres < 9950 ? `${(metres / 1000).toFixed(1)} km` : `${formatCount(Math.round(metres / 1000))} km`;
}
