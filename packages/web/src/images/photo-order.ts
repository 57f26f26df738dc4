/** The name `by` steps after `current`, cyclically; the first when `current` is not among them. */
export function stepThrough(names: readonly string[], current: string, by: number): string | undefined {
  const index = names.indexOf(current);
  if (index < 0) return names[0];
  return names[(index + by + names.length) % names.length];
}
