import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { EnginePhoto } from '../engine.ts';
import { type Workspace, writeWhole } from './workspace.ts';

const photoSchema = z.object({
  fileName: z.string(),
  displayName: z.string(),
  width: z.number(),
  height: z.number(),
  cameraKey: z.string(),
  lens: z
    .object({ focalLength: z.number(), centreX: z.number(), centreY: z.number(), radial: z.number() })
    .optional(),
  position: z.object({ latitude: z.number(), longitude: z.number(), altitude: z.number() }).optional(),
});

const jobSchema = z.object({
  workKey: z.string(),
  quality: z.enum(['preview', 'standard']),
  photos: z.array(photoSchema),
  notes: z.array(z.string()).optional(),
});

/** What is known of a photo once its file lies in the workspace. */
export type ColmapPhoto = Omit<EnginePhoto, 'fetchTo'>;

/** A job as it is kept in its workspace. */
export type ColmapJob = z.infer<typeof jobSchema>;

/** Keeps the job in its workspace; the job counts as submitted from then on. */
export async function writeColmapJob(workspace: Workspace, job: ColmapJob): Promise<void> {
  // Zod leaves out what it does not know: the functions of an EnginePhoto.
  await writeWhole(workspace.jobFile, JSON.stringify(jobSchema.parse(job), null, 1));
}

/** The job of a workspace; undefined where none was submitted. */
export async function readColmapJob(workspace: Workspace): Promise<ColmapJob | undefined> {
  let text: string;
  try {
    text = await readFile(workspace.jobFile, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return jobSchema.parse(JSON.parse(text));
}
