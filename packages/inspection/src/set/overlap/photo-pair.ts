/** Two photos of a set by their indices, the lower one first. */
export type PhotoPair = readonly [number, number];
