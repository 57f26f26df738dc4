import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SceneSettings } from './scene-settings.ts';

/** Raise it whenever the same settings make other pixels than before: older folders are then made anew. */
const SCENE_VERSION = 1;
const MANIFEST_FILE = 'manifest.json';

/** What a folder holds: nothing of this scene, a part of it, or all of it. */
export type FolderState = 'other' | 'begun' | 'complete';

interface Manifest {
  version: number;
  /** Folders from before there was a second scene do not name theirs. */
  settings: Omit<SceneSettings, 'scene'> & Partial<SceneSettings>;
  /** Bytes of each file, once all are written. */
  files?: Record<string, number>;
}

/**
 * Says what a folder holds of the scene with these settings; complete only if every file has its size.
 * A file of another size was damaged: the whole folder then counts as another scene's.
 */
export async function readFolderState(folder: string, settings: SceneSettings): Promise<FolderState> {
  const manifest = await readManifest(folder);
  if (manifest === undefined || manifest.version !== SCENE_VERSION) return 'other';
  if (!sameSettings(manifest.settings, settings)) return 'other';
  if (!manifest.files) return 'begun';
  let missing = 0;
  for (const [name, bytes] of Object.entries(manifest.files)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && found.size !== bytes) return 'other';
    if (!found) missing++;
  }
  return missing > 0 ? 'begun' : 'complete';
}

/** Notes that the folder's files from now on belong to these settings. */
export async function beginManifest(folder: string, settings: SceneSettings): Promise<void> {
  await writeManifest(folder, { version: SCENE_VERSION, settings });
}

/** Notes that all files are there; written last, it alone makes the scene complete. */
export async function completeManifest(
  folder: string,
  settings: SceneSettings,
  names: readonly string[],
): Promise<void> {
  const files: Record<string, number> = {};
  for (const name of names) files[name] = (await stat(join(folder, name))).size;
  await writeManifest(folder, { version: SCENE_VERSION, settings, files });
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')) as Manifest;
  } catch {
    // A missing and an unreadable file are the same: nothing in the folder can be relied on.
    return undefined;
  }
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, MANIFEST_FILE);
  await writeFile(`${path}.partial`, `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(`${path}.partial`, path);
}

function sameSettings(a: Manifest['settings'] | undefined, b: SceneSettings): boolean {
  if ((a?.scene ?? 'landscape') !== b.scene) return false;
  return a?.seed === b.seed && a.photos === b.photos && a.width === b.width && a.height === b.height;
}
