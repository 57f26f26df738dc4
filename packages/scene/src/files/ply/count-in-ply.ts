import { peekPlyHeader } from './read-ply.ts';

/** How many records of an element (`vertex`, `face`) a PLY file announces; 0 where there is no such file. */
export function countInPly(path: string, element: string): number {
  try {
    return peekPlyHeader(path).elements.find(({ name }) => name === element)?.count ?? 0;
  } catch {
    return 0;
  }
}
