/**
 * Whether a model in this coordinate system must be georeferenced: by photos with positions, or by
 * control points with longitude, latitude and altitude.
 */
export function needsPositions(coordinateSystem: string): boolean {
  return coordinateSystem !== 'local';
}
