import type { Pair } from './link-by-place.ts';

/** Which photos hang together, and what holds them. */
export interface Connections {
  /** Groups of indices in ascending order, the largest group first. */
  groups: number[][];
  /** For each photo the place of its group. */
  groupOf: number[];
  /** For each photo how many others it connects with. */
  neighbours: number[];
  /** Photos without which others would lose the larger part of their group. */
  weakLinks: { index: number; loses: number }[];
}

/** Finds the connected components of the photos and their cut vertices (R. Tarjan, 1972). */
export function connectPhotos(count: number, pairs: readonly Pair[]): Connections {
  const around: number[][] = Array.from({ length: count }, () => []);
  for (const [a, b] of pairs) {
    around[a]?.push(b);
    around[b]?.push(a);
  }
  const search = new DepthFirstSearch(around);
  const groups = Array.from({ length: count }, (_, index) => search.componentFrom(index))
    .filter((group) => group.length > 0)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  const groupOf: number[] = new Array(count).fill(0);
  for (const [place, group] of groups.entries()) for (const index of group) groupOf[index] = place;
  return {
    groups,
    groupOf,
    neighbours: around.map((others) => others.length),
    weakLinks: [...search.cut].map(([index, loses]) => ({ index, loses })),
  };
}

/** Walks a graph in depth without recursion: ten thousand photos in a row are no deeper than two. */
class DepthFirstSearch {
  readonly #around: readonly (readonly number[])[];
  readonly #entered: Int32Array;
  readonly #lowest: Int32Array;
  readonly #size: Int32Array;
  readonly #tried: Int32Array;
  #clock = 0;
  /** Cut vertices, each with how many photos hang on it alone: the smaller side. */
  readonly cut = new Map<number, number>();

  constructor(around: readonly (readonly number[])[]) {
    this.#around = around;
    this.#entered = new Int32Array(around.length);
    this.#lowest = new Int32Array(around.length);
    this.#size = new Int32Array(around.length);
    this.#tried = new Int32Array(around.length);
  }

  /** Everything that `root` reaches; nothing where it was reached before. */
  componentFrom(root: number): number[] {
    if (this.#entered[root] !== 0) return [];
    const component = [root];
    const trail = [root];
    const hanging: { index: number; loses: number; root: boolean }[] = [];
    this.#enter(root);
    while (trail.length > 0) {
      const index = trail.at(-1) ?? root;
      const next = this.#around[index]?.[this.#tried[index] ?? 0];
      this.#tried[index] = (this.#tried[index] ?? 0) + 1;
      if (next === undefined) {
        trail.pop();
        const parent = trail.at(-1);
        if (parent !== undefined && this.#leave(index, parent)) {
          hanging.push({ index: parent, loses: this.#size[index] ?? 0, root: parent === root });
        }
      } else if (this.#entered[next] === 0) {
        this.#enter(next);
        component.push(next);
        trail.push(next);
      } else {
        this.#lowest[index] = Math.min(this.#lowest[index] ?? 0, this.#entered[next] ?? 0);
      }
    }
    this.#keepCuts(hanging, component.length);
    return component;
  }

  #enter(index: number): void {
    this.#clock++;
    this.#entered[index] = this.#clock;
    this.#lowest[index] = this.#clock;
    this.#size[index] = 1;
  }

  /** Tells whether what was left hangs on its parent alone. */
  #leave(index: number, parent: number): boolean {
    this.#lowest[parent] = Math.min(this.#lowest[parent] ?? 0, this.#lowest[index] ?? 0);
    this.#size[parent] = (this.#size[parent] ?? 0) + (this.#size[index] ?? 0);
    return (this.#lowest[index] ?? 0) >= (this.#entered[parent] ?? 0);
  }

  #keepCuts(hanging: readonly { index: number; loses: number; root: boolean }[], size: number): void {
    const children = hanging.filter(({ root }) => root).length;
    for (const { index, loses, root } of hanging) {
      // The root is a cut only where it has more than one branch.
      if (root && children < 2) continue;
      const smaller = Math.min(loses, size - 1 - loses);
      this.cut.set(index, Math.max(this.cut.get(index) ?? 0, smaller));
    }
  }
}
