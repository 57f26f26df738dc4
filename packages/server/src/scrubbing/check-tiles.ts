import type { Image } from '../images/image.ts';
import { descriptorKey, TILE_PIXELS, tileKey } from '../images/tile-layout.ts';
import { checkFile, type Damage, type FileNeeds, readStored } from './check-file.ts';

/** What was looked at, and how the first file that is not intact is damaged. */
interface Checked {
  files: number;
  bytes: number;
  damage?: Damage;
}

/** Looks at the Deep Zoom tiles of a photo, where it has any: not every photo was looked at so closely. */
export async function checkTiles(
  needs: FileNeeds,
  photo: Pick<Image, 'id' | 'projectId'>,
  signal: AbortSignal,
): Promise<Checked> {
  const key = descriptorKey(photo);
  const { state, bytes } = await checkFile(needs, { key, isOptional: true }, signal);
  const found =
    state === 'intact'
      ? await readStored(needs, key, async ({ file }) => ({ xml: await file.readFile('utf8') }))
      : state;
  if (found === 'missing') return { files: 0, bytes: 0 };
  const seen: Checked = { files: 1, bytes };
  if (typeof found === 'string') return { ...seen, damage: found };
  for (const file of listTiles(photo, found.xml)) {
    const { state, bytes } = await checkFile(needs, { key: file }, signal);
    seen.files += 1;
    seen.bytes += bytes;
    if (state !== 'intact') return { ...seen, damage: state };
  }
  return seen;
}

/** Keys of all tiles: each level is half as large as the next, down to one pixel. */
function* listTiles(photo: Pick<Image, 'id' | 'projectId'>, descriptor: string): Generator<string> {
  const side = (name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(descriptor)?.[1] ?? 0);
  let [width, height] = [side('Width'), side('Height')];
  for (let level = Math.ceil(Math.log2(Math.max(width, height, 1))); level >= 0; level--) {
    for (let column = 0; column * TILE_PIXELS < width; column++) {
      for (let row = 0; row * TILE_PIXELS < height; row++) {
        yield tileKey(photo, String(level), `${column}_${row}`);
      }
    }
    [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  }
}
