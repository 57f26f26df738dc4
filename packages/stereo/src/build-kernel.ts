import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const KERNEL = fileURLToPath(new URL('./kernel/index.ts', import.meta.url));

/** Compiles the kernel; the same sources and compiler give the same bytes. Throws with the compiler's messages. */
export async function compileKernel(): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const { error, stderr } = await asc.main(
    [
      ...[
        KERNEL,
        '--outFile',
        'kernel.wasm',
        '--optimizeLevel',
        '3',
        '--shrinkLevel',
        '0',
        '--runtime',
        'stub',
      ],
      ...['--enable', 'simd', '--noAssert', '--importMemory', '--initialMemory', '1', '--use', 'abort='],
    ],
    {
      writeFile: (name: string, contents: string | Uint8Array) => {
        files.set(name, typeof contents === 'string' ? Buffer.from(contents) : contents);
      },
    },
  );
  const wasm = files.get('kernel.wasm');
  if (error || !wasm) throw new Error(`The kernel can't be compiled: ${error?.message}\n${stderr}`);
  return wasm;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('../kernel.wasm', import.meta.url), await compileKernel());
}
