import { readFile } from 'node:fs/promises';
import { isSystemError, writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import type { EngineResult } from '../port/engine.ts';
import { taskOptionsSchema } from '../port/job-schemas.ts';
import type { MakingRecipe } from './recipe.ts';

const stepSchema = z.object({
  name: z.string(),
  seconds: z.number(),
  startedAt: z.string().optional(),
  reused: z.boolean().optional(),
});

const recordSchema = z.object({
  version: z.literal(1),
  recipe: z.object({
    options: taskOptionsSchema,
    photos: z.array(z.object({ name: z.string(), sha1: z.string() })),
    metaFiles: z.array(z.object({ name: z.string(), sha1: z.string().nullable() })),
  }),
  workKey: z.string(),
  handle: z
    .object({ engine: z.string() })
    .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
  attempts: z.number(),
  startedAt: z.string(),
  steps: z.array(stepSchema),
});

/** A model that was started and is not finished. */
export type MakingRecord = z.infer<typeof recordSchema>;

/** Saves the progress of a model. */
export async function writeRecord(path: string, record: MakingRecord): Promise<void> {
  await writeWhole(path, JSON.stringify(record, null, 1));
}

/** The record of a started model; undefined if there is none, `unreadable` if it can't be parsed. */
export async function readRecord(path: string): Promise<MakingRecord | 'unreadable' | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : (recordSchema.safeParse(parseJson(text)).data ?? 'unreadable');
}

const manifestSchema = z.object({
  manifestVersion: z.literal(1),
  task: z.object({ id: z.string() }),
  options: taskOptionsSchema,
  photos: z.array(z.object({ name: z.string(), sha1: z.string().nullable(), given: z.boolean() })),
  metaFiles: z.array(z.object({ name: z.string(), sha1: z.string().nullable() })),
  // As the engine gave it.
  result: z.custom<EngineResult>((value) => typeof value === 'object' && value !== null),
  outputs: z.array(
    z.object({ name: z.string(), contentType: z.string(), bytes: z.number(), sha256: z.string().nullable() }),
  ),
});

/** The model that a manifest describes. */
export type MadeModel = Pick<z.infer<typeof manifestSchema>, 'result' | 'outputs'> & { recipe: MakingRecipe };

/** Reads the model of a manifest; undefined if there is none, `unreadable` if it is not a manifest of Tiepoint. */
export async function readMadeModel(path: string): Promise<MadeModel | 'unreadable' | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const { data } = manifestSchema.safeParse(parseJson(text));
  if (!data) return 'unreadable';
  const { options, metaFiles, result, outputs } = data;
  const photos = data.photos.flatMap(({ name, sha1, given }) => (given && sha1 ? [{ name, sha1 }] : []));
  return { recipe: { options, photos, metaFiles }, result, outputs };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
