const MAX_NAMED = 10;

/** Up to ten names, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  const some = names.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? `${some} and ${more} more` : some;
}
