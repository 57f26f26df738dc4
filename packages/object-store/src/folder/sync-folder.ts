import { open } from 'node:fs/promises';

/** Makes the entries of a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path);
  await folder.sync();
}
