import { FileCursor } from '@tiepoint/scene/files';
import { type ImportedMaterial, PLAIN_COLOUR, toLinear } from '../imported-surface.ts';
import type { ModelFiles, NamedFile } from '../model-files.ts';

/** The options of `map_Kd`, with the largest number of their values. */
const MAP_OPTIONS: Record<string, number> = {
  '-blendu': 1,
  '-blendv': 1,
  '-boost': 1,
  '-cc': 1,
  '-clamp': 1,
  '-imfchan': 1,
  '-texres': 1,
  '-mm': 2,
  '-o': 3,
  '-s': 3,
  '-t': 3,
};

/**
 * Reads the materials of an OBJ by name: colour (`Kd`) and texture (`map_Kd`). `onMissing` is called for a texture that was
 * not uploaded. Format: http://paulbourke.net/dataformats/mtl/
 */
export function readMtl(
  files: ModelFiles,
  { name, path }: NamedFile,
  onMissing: (texture: string) => void,
): Map<string, ImportedMaterial> {
  using cursor = new FileCursor(path);
  const materials = new Map<string, ImportedMaterial>();
  let current: ImportedMaterial | undefined;
  for (let line = cursor.takeLine(); line !== undefined; line = cursor.takeLine()) {
    const [keyword = '', ...words] = line.trim().split(/\s+/);
    if (keyword === 'newmtl') {
      current = { colour: PLAIN_COLOUR };
      materials.set(line.trim().slice(keyword.length).trim(), current);
    }
    if (keyword === 'Kd' && current) current.colour = colourOf(words) ?? current.colour;
    if (keyword.toLowerCase() === 'map_kd' && current) {
      const texture = textureName(line, words);
      current.texture = files.find(name, texture)?.path;
      if (!current.texture) onMissing(texture);
    }
  }
  return materials;
}

function colourOf(words: string[]): ImportedMaterial['colour'] | undefined {
  const [red, green, blue] = words.slice(0, 3).map(Number);
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red, green, blue].every(Number.isFinite)
    ? [toLinear(red), toLinear(green), toLinear(blue)]
    : undefined;
}

/** The file name after the options; it may contain spaces. */
function textureName(line: string, words: string[]): string {
  let skipped = 0;
  while (skipped < words.length) {
    const values = MAP_OPTIONS[words[skipped]?.toLowerCase() ?? ''];
    if (values === undefined) break;
    skipped++;
    for (let taken = 0; taken < values && isValue(words[skipped], taken); taken++) skipped++;
  }
  const behind = words.slice(skipped).join(' ');
  // Without options, the name is taken from the line, because it may contain several spaces in a row.
  return skipped === 0 ? line.trim().replace(/^\S+\s+/, '') : behind;
}

function isValue(word: string | undefined, taken: number): boolean {
  return word !== undefined && (taken === 0 || Number.isFinite(Number(word)));
}
