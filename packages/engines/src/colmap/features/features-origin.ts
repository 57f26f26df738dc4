import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isSystemError, writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import type { CommandContext } from '../commands/colmap-command.ts';
import type { ColmapWorkspace } from '../commands/colmap-workspace.ts';
import { findFeaturesCommand, matchPhotosCommands } from './feature-commands.ts';

const originSchema = z.object({
  seriesKey: z.string(),
  optionsKey: z.string(),
  photos: z.record(z.string(), z.string()),
});

/** Where a database of features and matches comes from: what decides which later jobs can use it. */
export interface FeaturesOrigin {
  seriesKey: string;
  /** The same for jobs that look for features, and match them, in the same way. */
  optionsKey: string;
  /** By file name: what the features, the camera and the matches of a photo depend on, beside its file. */
  photos: Record<string, string>;
}

/** Options of COLMAP that change with the place, the machine or the photos, but not what is found in a photo. */
const PASSING_OPTIONS = new Set([
  'database_path',
  'image_path',
  'image_list_path',
  'match_list_path',
  'ImageReader.single_camera',
  'ImageReader.single_camera_per_image',
  'SiftExtraction.num_threads',
  'SiftMatching.num_threads',
]);

/** The origin of what this `version` of COLMAP will find in a job's photos. */
export function originOf(context: CommandContext, version: string): FeaturesOrigin {
  const { job } = context;
  const commands = [findFeaturesCommand(context), ...matchPhotosCommands(context).slice(0, 1)];
  const what = [version, job.options.cameraSharing, ...commands.map(({ args }) => lastingOptions(args))];
  return {
    seriesKey: job.seriesKey,
    optionsKey: createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32),
    photos: Object.fromEntries(job.photos.map((photo) => [photo.fileName, traitsOf(photo)])),
  };
}

/** The origin of a workspace's database; undefined where none is told, or not in our words. */
export async function readOrigin(workspace: ColmapWorkspace): Promise<FeaturesOrigin | undefined> {
  let text: string;
  try {
    text = await readFile(workspace.databaseOriginFile, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
  return parseOrigin(text);
}

/** Tells where a workspace's database comes from. */
export async function writeOrigin(workspace: ColmapWorkspace, origin: FeaturesOrigin): Promise<void> {
  await writeWhole(workspace.databaseOriginFile, JSON.stringify(origin));
}

function parseOrigin(text: string): FeaturesOrigin | undefined {
  try {
    return originSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function lastingOptions(args: readonly string[]): string[] {
  return args.filter((_, index) => !PASSING_OPTIONS.has(optionAt(args, index)));
}

/** The option whose name or value stands here; the command's own name stands first. */
function optionAt(args: readonly string[], index: number): string {
  const name = args[index % 2 === 1 ? index : index - 1] ?? '';
  return name.replace(/^--/, '');
}

function traitsOf({ cameraKey, width, height, lens }: LocalPhoto): string {
  return JSON.stringify([cameraKey, width, height, lens ?? null]);
}
