/** Names the first few of many: `a.txt, b.txt and 3 more`. */
export function nameSome(names: readonly string[], most = 5): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** A number with its noun: `1 photo`, `18 photos`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
