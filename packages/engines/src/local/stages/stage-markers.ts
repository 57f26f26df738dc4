import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import { geodeticSchema } from '../../port/job-schemas.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Stage, StageFacts } from './stage.ts';

const controlPointResult = z.object({
  name: z.string(),
  checkpoint: z.boolean(),
  used: z.boolean(),
  reason: z.string().nullable(),
  residual: z.object({ east: z.number(), north: z.number(), up: z.number() }).nullable(),
  reprojectionError: z.number().nullable(),
  marks: z.number(),
});

const residualRms = z.object({ horizontal: z.number(), vertical: z.number() });

const positionReport = z.object({
  used: z.number(),
  rejected: z.array(
    z.object({ photo: z.string(), reason: z.enum(['outlier', 'altitude']), metres: z.number() }),
  ),
  rmse: z.object({ east: z.number(), north: z.number(), up: z.number() }),
  toleranceMetres: z.number(),
});

const offset = z.tuple([z.number(), z.number(), z.number()]);

const factsSchema = z.object({
  modelNumber: z.string().optional(),
  registered: z.array(z.string()).optional(),
  points: z.number().optional(),
  reprojectionErrorPixels: z.number().optional(),
  frame: z
    .union([
      z.object({ type: z.literal('enu'), origin: geodeticSchema }),
      z.object({
        type: z.literal('projected'),
        system: z.string(),
        origin: geodeticSchema,
        offset,
      }),
      z.object({ type: z.literal('model'), offset: offset.optional() }),
      z.object({ type: z.literal('local') }),
    ])
    .optional(),
  controlPoints: z.array(controlPointResult).optional(),
  controlPointRms: residualRms.optional(),
  checkpointRms: residualRms.optional(),
  positions: positionReport.optional(),
  densePoints: z.number().optional(),
  surface: z.enum(['dense', 'sparse']).optional(),
  faces: z.number().optional(),
  webModel: z.boolean().optional(),
  tiles: z.number().optional(),
  notes: z.array(z.string()).optional(),
}) satisfies z.ZodType<StageFacts>;

const markerSchema = z.object({ seconds: z.number(), facts: factsSchema });

/** Duration and results of a finished stage. */
export interface StageMarker {
  seconds: number;
  facts: StageFacts;
}

/** Marks a stage as finished, once its outputs are checked. */
export async function markFinished(
  workspace: Workspace,
  stage: Pick<Stage, 'id'>,
  marker: StageMarker,
): Promise<void> {
  await mkdir(workspace.markersFolder, { recursive: true });
  await writeWhole(markerPath(workspace, stage), JSON.stringify(marker, null, 1));
}

/** The marker of a stage; undefined if it is not finished, or was written by another version of Tiepoint. */
export async function readMarker(
  workspace: Workspace,
  stage: Pick<Stage, 'id'>,
): Promise<StageMarker | undefined> {
  let text: string;
  try {
    text = await readFile(markerPath(workspace, stage), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return markerSchema.safeParse(JSON.parse(text)).data;
}

function markerPath(workspace: Workspace, stage: Pick<Stage, 'id'>): string {
  return join(workspace.markersFolder, `${stage.id}.json`);
}
