import { fromBytes, toBytes } from './keys/key-snapshot.ts';
import type { ObjectFolder } from './object-folder.ts';

/** Removes every object of a bucket whose key begins with `prefix`, damaged ones too. */
export async function removeObjects(folder: ObjectFolder, bucket: string, prefix: string): Promise<void> {
  await using keys = await folder.keys(bucket).snapshot();
  const start = toBytes(prefix);
  for await (const key of keys.keysFrom(start)) {
    if (!key.startsWith(start)) return;
    await folder.remove(bucket, fromBytes(key));
  }
}
