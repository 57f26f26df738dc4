import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the folder that everything is kept in: passable, not readable, for the account that the database runs as
 * under root.
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  for (const name of ['objects', 'work']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
}
