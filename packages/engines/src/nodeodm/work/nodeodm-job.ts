import { readFile } from 'node:fs/promises';
import { writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import type { EngineJob, EnginePhoto } from '../../port/engine.ts';
import { placeSchema, positionSchema, taskOptionsSchema } from '../../port/job-schemas.ts';
import type { Work } from './work.ts';

const jobSchema = z.object({
  photos: z.array(
    z.object({
      fileName: z.string(),
      nodeName: z.string(),
      displayName: z.string(),
      position: positionSchema.optional(),
    }),
  ),
  options: taskOptionsSchema,
  controlPoints: z.array(
    z.object({
      name: z.string(),
      place: placeSchema,
      checkpoint: z.boolean(),
      observations: z.array(z.object({ nodeName: z.string(), x: z.number(), y: z.number() })),
    }),
  ),
  notes: z.array(z.string()),
});

/** A job for the node. `nodeName` is a photo's name there. */
export type NodeOdmJob = z.infer<typeof jobSchema>;

/** Pairs each photo with its name on the node: in the order of the users' names, by which nodes know neighbours. */
export function namePhotos(photos: readonly EnginePhoto[]): { photo: EnginePhoto; nodeName: string }[] {
  const naturally = new Intl.Collator('en', { numeric: true });
  const digits = `${photos.length}`.length;
  return photos
    .toSorted((a, b) => naturally.compare(a.displayName, b.displayName))
    .map((photo, index) => ({ photo, nodeName: `${`${index}`.padStart(digits, '0')}-${photo.fileName}` }));
}

/** Stores a job for later starts of the server. */
export async function writeJob(work: Work, job: EngineJob): Promise<void> {
  const named = namePhotos(job.photos);
  const nodeNames = new Map(named.map(({ photo, nodeName }) => [photo.fileName, nodeName]));
  const kept: NodeOdmJob = {
    photos: named.map(({ photo: { fileName, displayName, position }, nodeName }) => ({
      fileName,
      nodeName,
      displayName,
      position,
    })),
    options: job.options,
    controlPoints: (job.controlPoints ?? []).map(({ observations, ...point }) => ({
      ...point,
      observations: observations.flatMap(({ fileName, x, y }) => {
        const nodeName = nodeNames.get(fileName);
        return nodeName === undefined ? [] : [{ nodeName, x, y }];
      }),
    })),
    notes: job.notes ?? [],
  };
  await writeWhole(work.jobFile, JSON.stringify(kept));
}

/** The job; undefined if it is not on this machine. */
export async function readJob(work: Work): Promise<NodeOdmJob | undefined> {
  return readKept(work.jobFile, jobSchema);
}

/** Reads a small JSON file; undefined if there is none. */
export async function readKept<Content>(
  path: string,
  schema: z.ZodType<Content>,
): Promise<Content | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return schema.parse(JSON.parse(text));
}
