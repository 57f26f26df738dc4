import { readFile } from 'node:fs/promises';
import type { PixelGrid, PixelTransfer } from './pixel-grid.ts';

/** The functions of the compiled kernel; `kernel/` has their meaning. Pointers are bytes in its memory. */
interface KernelFunctions {
  setReference(
    width: number,
    height: number,
    pixels: number,
    hypotheses: number,
    viewMasks: number,
    favourites: number,
    maxInverseDepth: number,
    maxSlope: number,
  ): void;
  sourceTable(): number;
  setSources(count: number, withDepths: number): void;
  setSource(index: number, picture: number, inverses: number): void;
  setDepthRange(farthest: number, nearest: number): void;
  seed(state: number): void;
  rateHypotheses(): void;
  chooseViews(count: number): void;
  improve(
    regions: number,
    depthChange: number,
    slopeChange: number,
    slopeUnit: number,
    anywhere: number,
  ): void;
  countAgreeing(target: number, tolerance: number): void;
}

/** The compiled kernel with its memory, in which tables are laid one after the other. */
export interface Kernel extends KernelFunctions {
  /** Forgets all tables. Memory only grows, up to what the largest view needs. */
  clear(): void;
  /** Room for so many bytes, all zero; its pointer. */
  reserve(bytes: number): number;
  /** The bytes of a table; not valid any more once something else was reserved. */
  bytes(pointer: number, length: number): Uint8Array;
  /** The same as floats. */
  floats(pointer: number, length: number): Float32Array;
  /** Tells of a source: its pixels, and the ways there and back. */
  describeSource(index: number, grid: PixelGrid, there: PixelTransfer, back: PixelTransfer): void;
}

/** The kernel's own tables lie below. */
const FIRST_FREE_BYTE = 65_536;
const PAGE_BYTES = 65_536;
/** SIMD loads are fastest on these borders. */
const ALIGNMENT = 16;
/** Floats of a source's description, as `kernel/sources.ts` lays it out. */
const SOURCE_FLOATS = 32;

/** Loads the kernel into a memory of its own. */
export async function loadKernel(): Promise<Kernel> {
  // Beside `src` and `dist`, so that both find it.
  const wasm = await readFile(new URL('../kernel.wasm', import.meta.url));
  const memory = new WebAssembly.Memory({ initial: FIRST_FREE_BYTE / PAGE_BYTES + 1 });
  const { instance } = await WebAssembly.instantiate(wasm, { env: { memory } });
  const functions = instance.exports as unknown as KernelFunctions;
  let free = FIRST_FREE_BYTE;
  return {
    ...functions,
    clear() {
      free = FIRST_FREE_BYTE;
    },
    reserve(bytes) {
      const pointer = free;
      free = Math.ceil((pointer + bytes) / ALIGNMENT) * ALIGNMENT;
      const missing = free - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
      new Uint8Array(memory.buffer, pointer, bytes).fill(0);
      return pointer;
    },
    bytes: (pointer, length) => new Uint8Array(memory.buffer, pointer, length),
    floats: (pointer, length) => new Float32Array(memory.buffer, pointer, length),
    describeSource(index, { width, height }, there, back) {
      const at = functions.sourceTable() + index * SOURCE_FLOATS * Float32Array.BYTES_PER_ELEMENT;
      const row = new Float32Array(memory.buffer, at, SOURCE_FLOATS);
      row.set([...there.a, ...there.b, ...back.a, ...back.b, width, height]);
    },
  };
}
