import { readFile } from 'node:fs/promises';
import { writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import type { ControlPoint, EnginePhoto } from '../../port/engine.ts';
import { attitudeSchema, placeSchema, positionSchema, taskOptionsSchema } from '../../port/job-schemas.ts';
import type { Workspace } from './workspace.ts';

const photoSchema = z.object({
  fileName: z.string(),
  displayName: z.string(),
  width: z.number(),
  height: z.number(),
  cameraKey: z.string(),
  cameraName: z.string().optional(),
  lens: z
    .object({ focalLength: z.number(), centreX: z.number(), centreY: z.number(), radial: z.number() })
    .optional(),
  position: positionSchema.optional(),
  attitude: attitudeSchema.optional(),
});

const controlPointSchema = z.object({
  name: z.string(),
  place: placeSchema,
  checkpoint: z.boolean(),
  observations: z.array(z.object({ fileName: z.string(), x: z.number(), y: z.number() })),
}) satisfies z.ZodType<ControlPoint>;

const jobSchema = z.object({
  workKey: z.string(),
  seriesKey: z.string(),
  options: taskOptionsSchema,
  controlPoints: z.array(controlPointSchema).optional(),
  photos: z.array(photoSchema),
  notes: z.array(z.string()).optional(),
});

/** A photo whose file is in the workspace. */
export type LocalPhoto = Omit<EnginePhoto, 'fetchTo'>;

/** A job as stored in its workspace. */
export type LocalJob = z.infer<typeof jobSchema>;

/** Stores the job in its workspace, which marks it as submitted. */
export async function writeLocalJob(workspace: Workspace, job: LocalJob): Promise<void> {
  // Zod drops unknown fields: the functions of an EnginePhoto.
  await writeWhole(workspace.jobFile, JSON.stringify(jobSchema.parse(job), null, 1));
}

/** The job of a workspace; undefined if none was submitted, or by an incompatible version of Tiepoint. */
export async function readLocalJob(workspace: Workspace): Promise<LocalJob | undefined> {
  let text: string;
  try {
    text = await readFile(workspace.jobFile, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const { data } = jobSchema.safeParse(JSON.parse(text));
  return data;
}
