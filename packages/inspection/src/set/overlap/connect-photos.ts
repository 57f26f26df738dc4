import type { PhotoPair } from './photo-pair.ts';

/** The connected components of a set of photos, and their weak links. */
export interface Connections {
  /** Indices of the photos of each component in ascending order, the largest component first. */
  components: number[][];
  /** For each photo the index of its component. */
  componentOf: number[];
  /** For each photo the number of photos that it connects with. */
  neighbours: number[];
  /** Photos without which a component falls apart, and how many photos the smaller part then has. */
  weakLinks: { index: number; separated: number }[];
}

/**
 * Finds the connected components of the photos and their cut vertices (R. Tarjan, "Depth-first search and linear graph
 * algorithms", 1972). `count` is the number of photos.
 */
export function connectPhotos(count: number, pairs: readonly PhotoPair[]): Connections {
  const adjacent: number[][] = Array.from({ length: count }, () => []);
  for (const [a, b] of pairs) {
    adjacent[a]?.push(b);
    adjacent[b]?.push(a);
  }
  const search = new DepthFirstSearch(adjacent);
  const components = Array.from({ length: count }, (_, index) => search.componentFrom(index))
    .filter((component) => component.length > 0)
    .map((component) => component.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  const componentOf: number[] = new Array(count).fill(0);
  for (const [at, component] of components.entries()) for (const index of component) componentOf[index] = at;
  return {
    components,
    componentOf,
    neighbours: adjacent.map((others) => others.length),
    weakLinks: [...search.cutVertices].map(([index, separated]) => ({ index, separated })),
  };
}

/** A depth-first search without recursion, so that long chains of photos do not overflow the stack. */
class DepthFirstSearch {
  readonly #adjacent: readonly (readonly number[])[];
  /** Discovery times, from 1; 0 for vertices that were not visited. */
  readonly #entered: Int32Array;
  /** The earliest discovery time that the subtree of a vertex reaches ("low-link"). */
  readonly #lowest: Int32Array;
  /** Vertices of the subtree. */
  readonly #size: Int32Array;
  /** The next neighbour to visit. */
  readonly #next: Int32Array;
  #clock = 0;
  /** Cut vertices, each with the number of photos of the smaller part that it separates. */
  readonly cutVertices = new Map<number, number>();

  constructor(adjacent: readonly (readonly number[])[]) {
    this.#adjacent = adjacent;
    this.#entered = new Int32Array(adjacent.length);
    this.#lowest = new Int32Array(adjacent.length);
    this.#size = new Int32Array(adjacent.length);
    this.#next = new Int32Array(adjacent.length);
  }

  /** The component of `root`; empty if it was visited before. */
  componentFrom(root: number): number[] {
    if (this.#entered[root] !== 0) return [];
    const component = [root];
    const path = [root];
    const branches: { index: number; separated: number; root: boolean }[] = [];
    this.#enter(root);
    while (path.length > 0) {
      const index = path.at(-1) ?? root;
      const next = this.#adjacent[index]?.[this.#next[index] ?? 0];
      this.#next[index] = (this.#next[index] ?? 0) + 1;
      if (next === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined && this.#leave(index, parent)) {
          branches.push({ index: parent, separated: this.#size[index] ?? 0, root: parent === root });
        }
      } else if (this.#entered[next] === 0) {
        this.#enter(next);
        component.push(next);
        path.push(next);
      } else {
        this.#lowest[index] = Math.min(this.#lowest[index] ?? 0, this.#entered[next] ?? 0);
      }
    }
    this.#keepCutVertices(branches, component.length);
    return component;
  }

  #enter(index: number): void {
    this.#clock++;
    this.#entered[index] = this.#clock;
    this.#lowest[index] = this.#clock;
    this.#size[index] = 1;
  }

  /** Leaves a vertex; tells whether its subtree is connected to the rest by its parent alone. */
  #leave(index: number, parent: number): boolean {
    this.#lowest[parent] = Math.min(this.#lowest[parent] ?? 0, this.#lowest[index] ?? 0);
    this.#size[parent] = (this.#size[parent] ?? 0) + (this.#size[index] ?? 0);
    return (this.#lowest[index] ?? 0) >= (this.#entered[parent] ?? 0);
  }

  #keepCutVertices(
    branches: readonly { index: number; separated: number; root: boolean }[],
    size: number,
  ): void {
    const children = branches.filter(({ root }) => root).length;
    for (const { index, separated, root } of branches) {
      // The root is a cut vertex only if it has several children.
      if (root && children < 2) continue;
      const smaller = Math.min(separated, size - 1 - separated);
      this.cutVertices.set(index, Math.max(this.cutVertices.get(index) ?? 0, smaller));
    }
  }
}
