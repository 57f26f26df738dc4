import { peekPlyHeader } from './read-ply.ts';

/** The number of records of an element (`vertex`, `face`) by a PLY file's header; 0 where there is no such file. */
export function countInPly(path: string, element: string): number {
  try {
    return peekPlyHeader(path).elements.find(({ name }) => name === element)?.count ?? 0;
  } catch {
    return 0;
  }
}
