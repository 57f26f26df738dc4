import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isSystemError, writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';
import type { CommandContext } from '../commands/colmap-command.ts';
import type { ColmapWorkspace } from '../commands/colmap-workspace.ts';
import { turnedPhotosOf } from './cameras.ts';
import { extractFeaturesCommand, matchImagesCommands } from './feature-commands.ts';

const originSchema = z.object({
  seriesKey: z.string(),
  optionsKey: z.string(),
  photos: z.record(z.string(), z.string()),
});

/** The origin of a database of features and matches: decides which later jobs can reuse it. */
export interface FeaturesOrigin {
  seriesKey: string;
  /** Equal for jobs with the same extraction and matching options. */
  optionsKey: string;
  /** By file name: what features, camera and matches of a photo depend on, besides its file. */
  photos: Record<string, string>;
}

/** Options of COLMAP that do not affect the features of a photo: paths, threads, camera sharing. */
const VOLATILE_OPTIONS = new Set([
  'database_path',
  'image_path',
  'image_list_path',
  'match_list_path',
  'ImageReader.single_camera',
  'ImageReader.single_camera_per_image',
  'SiftExtraction.num_threads',
  'SiftMatching.num_threads',
]);

/** The origin of the features that this `version` of COLMAP extracts for a job. */
export function originOf(context: CommandContext, version: string): FeaturesOrigin {
  const { job } = context;
  const commands = [extractFeaturesCommand(context), ...matchImagesCommands(context).slice(0, 1)];
  const turned = new Set(turnedPhotosOf(job).map(({ fileName }) => fileName));
  const what = [version, job.options.cameraSharing, ...commands.map(({ args }) => stableOptions(args))];
  return {
    seriesKey: job.seriesKey,
    optionsKey: createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32),
    photos: Object.fromEntries(
      job.photos.map((photo) => [photo.fileName, traitsOf(photo, turned.has(photo.fileName))]),
    ),
  };
}

/** The origin of a workspace's database; undefined if there is none, or in another format. */
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

/** Writes the origin of a workspace's database. */
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

function stableOptions(args: readonly string[]): string[] {
  return args.filter((_, index) => !VOLATILE_OPTIONS.has(optionAt(args, index)));
}

/** The option whose name or value is at an index; index 0 is the command. */
function optionAt(args: readonly string[], index: number): string {
  const name = args[index % 2 === 1 ? index : index - 1] ?? '';
  return name.replace(/^--/, '');
}

function traitsOf({ cameraKey, width, height, lens }: LocalPhoto, isTurned: boolean): string {
  return JSON.stringify([cameraKey, width, height, lens ?? null, ...(isTurned ? ['turned'] : [])]);
}
