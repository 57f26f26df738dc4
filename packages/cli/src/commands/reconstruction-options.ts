import type { Quality, ReconstructionOptions, StartPolicy } from '@tiepoint/client';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ReconstructionRequest } from '../reconstruction/reconstruct-with-progress.ts';

/** What the command line says of how to make a model. */
export interface ModelFlags {
  quality?: Quality;
  engine?: string;
  maxImageSize?: number;
  matcher?: NonNullable<ReconstructionOptions['matcher']>;
  cameraSharing?: NonNullable<ReconstructionOptions['cameraSharing']>;
  coordinateSystem?: string;
  targetFaces?: number;
}

/** What the command line says of how a server makes a model, and when. */
export interface ReconstructionFlags extends ModelFlags {
  minReadyPercent?: number;
  startAt?: string;
}

/** The option that says how much work to put into a model. */
export function qualityOption(preset: Quality): Option {
  return new Option(
    '--quality <quality>',
    `how much work to put in (${preset} when nothing is said)`,
  ).choices(['preview', 'standard', 'high']);
}

/** Adds the options that say how to make a model; `engines` says what makes it where nothing is asked for. */
export function addModelOptions(command: Command, preset: Quality, engines: string): Command {
  return command
    .addOption(qualityOption(preset))
    .option('--engine <name>', `program that makes it (${engines})`)
    .option('--max-image-size <pixels>', 'scale photos down to this longer side', parseCount)
    .addOption(
      new Option(
        '--matcher <rule>',
        'which photos to compare: spatial is by position, sequential by name',
      ).choices(['auto', 'exhaustive', 'sequential', 'spatial']),
    )
    .addOption(
      new Option('--camera-sharing <rule>', 'which photos share a camera and its lens').choices([
        'auto',
        'single',
        'perPhoto',
      ]),
    )
    .option('--coordinate-system <system>', 'axes of the model: local, or a projected system like EPSG:32633')
    .option('--target-faces <number>', 'triangles that it should have', parseCount);
}

/** Adds the options that say how a server makes a model, and when to begin. */
export function addReconstructionOptions(command: Command, preset: Quality): Command {
  return addModelOptions(command, preset, "the server's default when nothing is said")
    .option(
      '--min-ready-percent <percent>',
      'begin as soon as this share of the photos is Ready, without those on the way',
      parsePercent,
    )
    .option(
      '--start-at <time>',
      'begin at this time with what is Ready, such as 2026-05-31T22:00 (here) or …T22:00Z',
      parseMoment,
    );
}

/** Puts together what is asked of the server. */
export function toRequest(
  { quality, minReadyPercent, startAt, ...flags }: ReconstructionFlags,
  preset: Quality,
): ReconstructionRequest {
  const { engine, maxImageSize, matcher, cameraSharing, coordinateSystem, targetFaces } = flags;
  const policy: StartPolicy = { minReadyPercent, startAt };
  const waits = minReadyPercent !== undefined || startAt !== undefined;
  return {
    options: {
      quality: quality ?? preset,
      engine,
      maxImageSize,
      matcher,
      cameraSharing,
      coordinateSystem,
      targetFaces,
    },
    ...(waits && { policy }),
  };
}

function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number, such as 2000.');
}

function parsePercent(text: string): number {
  const percent = Number(text.replace(/%$/, ''));
  if (text !== '' && percent > 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('It is more than 0 and at most 100.');
}

/** Without a zone, the time is that of this machine. */
function parseMoment(text: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return new Date(moment).toISOString();
  throw new InvalidArgumentError(
    'It is a date with a time, such as 2026-05-31T22:00 or 2026-05-31T20:00:00Z.',
  );
}
