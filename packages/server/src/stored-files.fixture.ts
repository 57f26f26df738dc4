import { createHash } from 'node:crypto';
import { open, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestApp } from './app.fixture.ts';

/** Damages what the embedded store has on disk, behind its back. */
export function damageFiles(app: () => TestApp) {
  const shardOf = (key: string) => {
    const hash = createHash('sha256').update(key).digest('hex');
    const bucket = join(app().dataFolder, 'objects', 'buckets', 'private');
    return { shard: join(bucket, hash.slice(0, 2)), record: `${hash}.json` };
  };
  const files = {
    /** The path of an object's bytes. */
    async pathOf(key: string): Promise<string> {
      const { shard, record } = shardOf(key);
      const [json = ''] = (await readFile(join(shard, record), 'utf8')).split('\n');
      return join(shard, (JSON.parse(json) as { dataFile: string }).dataFile);
    },
    recordOf: (key: string) => join(shardOf(key).shard, shardOf(key).record),
    flip: async (key: string) => flipByte(await files.pathOf(key)),
    remove: async (key: string) => rm(await files.pathOf(key)),
    /** Every read of the file fails with EIO, as of a bad sector: this is what Linux does at address 0. */
    async makeUnreadable(key: string): Promise<void> {
      const path = await files.pathOf(key);
      await rm(path);
      await symlink('/proc/self/mem', path);
    },
  };
  return files;
}

/** Flips one bit in the middle of a file. */
export async function flipByte(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  const position = Math.floor((await file.stat()).size / 2);
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, position);
}
