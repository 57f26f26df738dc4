import { open } from 'node:fs/promises';

/** Writes a new file; durable once this resolves. */
export async function writeSynced(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
}
