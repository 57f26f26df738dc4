import { open, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { FACT_FILES } from './result-files.ts';

/** Facts from a node's results; undefined if they are missing. */
export interface ResultFacts {
  /** Photos by their names on the node. */
  registered?: string[];
  registeredCount?: number;
  points?: number;
  /** Mean, in pixels. */
  reprojectionError?: number;
  /** The system of the coordinates, such as `WGS84 UTM 32N`. */
  coordinateSystem?: string;
  /** Mean residual of the control points, in metres. */
  controlPointError?: number;
}

/** Larger than the files of thousands of photos. */
const MAX_FACT_BYTES = 64 * 1024 * 1024;
const LAS_HEADER_BYTES = 255;
/** Where LAS (and LAZ, whose header is not compressed) counts points: up to 1.3, and from 1.4 on. */
const LEGACY_COUNT_OFFSET = 107;
const COUNT_OFFSET = 247;

/** Part of OpenSfM's statistics. -1 is "unknown". */
const statisticsSchema = z.object({
  reconstruction_statistics: z
    .object({
      reconstructed_shots_count: z.number().optional(),
      reconstructed_points_count: z.number().optional(),
      reprojection_error_pixels: z.number().optional(),
    })
    .optional(),
  gcp_errors: z.object({ average_error: z.number().optional() }).nullish(),
});

/** A GeoJSON point for each registered photo. */
const shotsSchema = z.object({
  features: z.array(z.object({ properties: z.object({ filename: z.string() }) })),
});

/** Reads the facts; undefined for missing or damaged files. `files` are the archive's by name. */
export async function readFacts(files: ReadonlyMap<string, string>): Promise<ResultFacts> {
  const statistics = await readJson(files.get(FACT_FILES.statistics), statisticsSchema);
  const shots = await readJson(files.get(FACT_FILES.shots), shotsSchema);
  const reconstruction = statistics?.reconstruction_statistics;
  const error = reconstruction?.reprojection_error_pixels;
  return {
    registered: shots?.features.map(({ properties }) => properties.filename),
    registeredCount: reconstruction?.reconstructed_shots_count,
    points: (await countPoints(files.get(FACT_FILES.points))) ?? reconstruction?.reconstructed_points_count,
    reprojectionError: error !== undefined && error >= 0 ? error : undefined,
    coordinateSystem: await readFirstLine(files.get(FACT_FILES.coordinates)),
    controlPointError: statistics?.gcp_errors?.average_error,
  };
}

async function readJson<Content>(
  path: string | undefined,
  schema: z.ZodType<Content>,
): Promise<Content | undefined> {
  if (path === undefined || (await stat(path)).size > MAX_FACT_BYTES) return undefined;
  try {
    return schema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readFirstLine(path: string | undefined): Promise<string | undefined> {
  const begin = await readBegin(path);
  const line = begin?.toString('latin1').split('\n')[0]?.trim() ?? '';
  return /^[\w :+=.-]+$/.test(line) ? line : undefined;
}

async function countPoints(path: string | undefined): Promise<number | undefined> {
  const header = await readBegin(path);
  if (!header || header.length < LAS_HEADER_BYTES || header.toString('latin1', 0, 4) !== 'LASF') {
    return undefined;
  }
  const minorVersion = header.readUInt8(25);
  if (minorVersion < 4) return header.readUInt32LE(LEGACY_COUNT_OFFSET);
  return Number(header.readBigUInt64LE(COUNT_OFFSET));
}

async function readBegin(path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LAS_HEADER_BYTES), 0, LAS_HEADER_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}
