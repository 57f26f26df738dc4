import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';

/**
 * Makes the folder that everything is kept in: passable, not readable, for the account that the database runs as
 * under root.
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await assertOurs(folder);
  await chmod(folder, 0o711);
  for (const name of ['objects', 'work']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
}

/** A folder that root has copied, say: nothing in it could be written. */
async function assertOurs(folder: string): Promise<void> {
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  const { uid: owner } = await stat(folder);
  if (uid === 0 || owner === uid) return;
  throw new StartupError(
    `The data folder ${folder} belongs to another account (uid ${owner}, this is ${uid}). Start the server as that ` +
      `account, choose another folder with --data, or make this one yours: sudo chown -R ${uid}:${gid} ${folder}`,
  );
}
