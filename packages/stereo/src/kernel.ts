import { readFile } from 'node:fs/promises';
import type { PixelGrid, PixelTransfer } from './pixel-grid.ts';

/** The functions of the compiled kernel, documented in `kernel/`. Pointers are byte offsets in its memory. */
interface KernelFunctions {
  setReference(
    width: number,
    height: number,
    pixels: number,
    hypotheses: number,
    viewMasks: number,
    bestViewPairs: number,
    maxInverseDepth: number,
    maxSlope: number,
  ): void;
  sourceTable(): number;
  setSources(count: number, withDepths: number): void;
  setSource(index: number, image: number, inverses: number): void;
  setDepthRange(farthest: number, nearest: number): void;
  seed(state: number): void;
  evaluateHypotheses(): void;
  selectViews(count: number): void;
  propagate(
    regions: number,
    depthChange: number,
    slopeChange: number,
    slopeUnit: number,
    anywhere: number,
  ): void;
  countConsistent(target: number, tolerance: number): void;
}

/** The compiled kernel with its memory, in which tables are allocated one after the other. */
export interface Kernel extends KernelFunctions {
  /** Frees all tables. Memory only grows, up to what the largest view needs. */
  clear(): void;
  /** Allocates bytes, all zero, and returns their pointer. */
  reserve(bytes: number): number;
  /** The bytes of a table; invalid after the next `reserve`. */
  bytes(pointer: number, length: number): Uint8Array;
  /** The same, as floats. */
  floats(pointer: number, length: number): Float32Array;
  /** Describes a source image: its size, and the transfers of pixels from the reference to it and back. */
  describeSource(
    index: number,
    grid: PixelGrid,
    transfers: { sourceFromReference: PixelTransfer; referenceFromSource: PixelTransfer },
  ): void;
}

/** The kernel's own tables lie below this address. */
const FIRST_FREE_BYTE = 65_536;
const PAGE_BYTES = 65_536;
/** SIMD loads are fastest at addresses that are multiples of this. */
const ALIGNMENT = 16;
/** Floats of a source's description, as `kernel/sources.ts` lays it out. */
const SOURCE_FLOATS = 32;

/** Loads the kernel into a memory of its own. */
export async function loadKernel(): Promise<Kernel> {
  // Beside `src` and `dist`, so that both find it.
  const wasm = await readFile(new URL('../kernel.wasm', import.meta.url));
  const memory = new WebAssembly.Memory({ initial: FIRST_FREE_BYTE / PAGE_BYTES + 1 });
  const { instance } = await WebAssembly.instantiate(wasm, { env: { memory, trace: traceTo(memory) } });
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
    describeSource(index, { width, height }, { sourceFromReference: there, referenceFromSource: back }) {
      const at = functions.sourceTable() + index * SOURCE_FLOATS * Float32Array.BYTES_PER_ELEMENT;
      const row = new Float32Array(memory.buffer, at, SOURCE_FLOATS);
      row.set([...there.a, ...there.b, ...back.a, ...back.b, width, height]);
    },
  };
}

/** AssemblyScript's `trace`, which the kernel imports only while somebody debugs it. */
function traceTo(memory: WebAssembly.Memory) {
  return (message: number, count: number, ...values: number[]) => {
    const byteLength = new Uint32Array(memory.buffer, message - Uint32Array.BYTES_PER_ELEMENT, 1)[0];
    const text = new TextDecoder('utf-16le').decode(new Uint8Array(memory.buffer, message, byteLength));
    console.error('kernel:', text, ...values.slice(0, count));
  };
}
