import type { Quality, ReconstructionOptions, StartPolicy } from '@tiepoint/client';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ReconstructionRequest } from '../reconstruction/reconstruct-with-progress.ts';

/** Options of a reconstruction on the command line. */
export interface ModelFlags {
  quality?: Quality;
  engine?: string;
  maxImageSize?: number;
  matcher?: NonNullable<ReconstructionOptions['matcher']>;
  cameraSharing?: NonNullable<ReconstructionOptions['cameraSharing']>;
  coordinateSystem?: string;
  altitudesAbove?: NonNullable<ReconstructionOptions['altitudesAbove']>;
  targetFaces?: number;
}

/** Options of a reconstruction by a server, and of its start, on the command line. */
export interface ReconstructionFlags extends ModelFlags {
  minReadyPercent?: number;
  startAt?: string;
}

/** The option for the quality of a reconstruction. */
export function qualityOption(preset: Quality): Option {
  return new Option(
    '--quality <quality>',
    `quality preset: more detail takes more time (default: ${preset})`,
  ).choices(['preview', 'standard', 'high']);
}

/** Adds the options of a reconstruction; `engines` describes the choice of engines and the default. */
export function addModelOptions(command: Command, preset: Quality, engines: string): Command {
  return command
    .addOption(qualityOption(preset))
    .option('--engine <name>', `reconstruction engine (${engines})`)
    .option(
      '--max-image-size <pixels>',
      'longest side of a photo; larger photos are scaled down (default: by quality)',
      parseCount,
    )
    .addOption(
      new Option(
        '--matcher <rule>',
        'which photos to match: spatial goes by position, sequential by name (default: auto)',
      ).choices(['auto', 'exhaustive', 'sequential', 'spatial']),
    )
    .addOption(
      new Option('--camera-sharing <rule>', 'which photos share camera intrinsics (default: auto)').choices([
        'auto',
        'single',
        'perPhoto',
      ]),
    )
    .option(
      '--coordinate-system <system>',
      'coordinate system of the model: local, or a projected one such as EPSG:32633 or EPSG:25832+5783, a PROJ string or WKT (default: local)',
    )
    .addOption(
      new Option(
        '--altitudes-above <reference>',
        'what the altitudes of the photos are above (default: what the photos state)',
      ).choices(['ellipsoid', 'seaLevel']),
    )
    .option(
      '--target-faces <number>',
      'number of triangles of the mesh (default: as many as the photos support; a dense model at most 500,000, with quality high 1,000,000)',
      parseCount,
    );
}

/** Adds the options of a reconstruction by a server, and of its start. */
export function addReconstructionOptions(command: Command, preset: Quality): Command {
  return addModelOptions(command, preset, "default: the server's")
    .option(
      '--min-ready-percent <percent>',
      'start as soon as this share of the photos is Ready, without those still being uploaded or checked',
      parsePercent,
    )
    .option(
      '--start-at <time>',
      'start at this time with the photos that are Ready: 2026-05-31T22:00 (local time) or …T22:00Z',
      parseMoment,
    );
}

/** Builds the request to the server. */
export function toRequest(
  { quality, minReadyPercent, startAt, ...flags }: ReconstructionFlags,
  preset: Quality,
): ReconstructionRequest {
  const { engine, maxImageSize, matcher, cameraSharing, coordinateSystem, altitudesAbove, targetFaces } =
    flags;
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
      altitudesAbove,
      targetFaces,
    },
    ...(waits && { policy }),
  };
}

function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, such as 2000.');
}

function parsePercent(text: string): number {
  const percent = Number(text.replace(/%$/, ''));
  if (text !== '' && percent > 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('Give a number above 0 and up to 100.');
}

/** Without a time zone, local time is meant. */
function parseMoment(text: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return new Date(moment).toISOString();
  throw new InvalidArgumentError(
    'Give a date with a time, such as 2026-05-31T22:00 or 2026-05-31T20:00:00Z.',
  );
}
