import { open } from 'node:fs/promises';

/** Where a PLY file's header ends at the latest. */
const MAX_HEADER_BYTES = 4000;

/** How many records of an element (`vertex`, `face`) a PLY file announces; 0 where there is no such file. */
export async function countInPly(path: string, element: string): Promise<number> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0);
    const [header = ''] = buffer.toString('latin1', 0, bytesRead).split('end_header');
    return Number(new RegExp(`^element ${element} (\\d+)`, 'm').exec(header)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
