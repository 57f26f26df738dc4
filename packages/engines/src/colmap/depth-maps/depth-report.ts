import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@tiepoint/processes';
import type { DensifiedView } from '@tiepoint/stereo';
import { z } from 'zod';
import { listSomeNames } from '../../local/stages/left-out-photos.ts';
import type { LocalJob } from '../../local/workspaces/local-job.ts';

const reportSchema = z.array(
  z.object({ name: z.string(), coverage: z.number(), reason: z.string().nullable() }),
) satisfies z.ZodType<DensifiedView[]>;

/** Writes the report of dense matching on each photo beside the maps. */
export async function writeDepthReport(
  workspaceFolder: string,
  views: readonly DensifiedView[],
): Promise<void> {
  await writeWhole(pathIn(workspaceFolder), JSON.stringify(views));
}

/** Reads the report of dense matching on each photo; it exists once matching is complete. */
export async function readDepthReport(workspaceFolder: string): Promise<DensifiedView[]> {
  return reportSchema.parse(JSON.parse(await readFile(pathIn(workspaceFolder), 'utf8')));
}

/** Sentences about the photos without a depth map and the main reason; undefined if there are none. */
export function describeMissingDepthMaps(job: LocalJob, views: readonly DensifiedView[]): string | undefined {
  const displayNames = new Map(job.photos.map(({ fileName, displayName }) => [fileName, displayName]));
  const without = views.flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }]));
  if (without.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { reason } of without) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [[mostly] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
  const names = without.map(({ name }) => displayNames.get(name) ?? name);
  const which = `No depth map could be computed for ${without.length} of ${views.length} photos: ${listSomeNames(names)}.`;
  return `${which} ${counts.size > 1 ? 'Most often: ' : ''}${mostly}`;
}

function pathIn(workspaceFolder: string): string {
  return join(workspaceFolder, 'stereo', 'depths.json');
}
