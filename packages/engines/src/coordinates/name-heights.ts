const NAMES = { ellipsoid: 'WGS 84 ellipsoid', seaLevel: 'sea level, as the photos state it' } as const;

/** What heights are above, in files: as the photos' altitudes, or unknown. */
export function nameHeights(heightsAbove: keyof typeof NAMES | undefined): string {
  return heightsAbove ? NAMES[heightsAbove] : 'not known';
}
