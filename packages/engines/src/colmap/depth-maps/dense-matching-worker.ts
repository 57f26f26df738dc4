import { join } from 'node:path';
import { readSparseModel } from '@tiepoint/scene/files';
import { densifyViews } from '@tiepoint/stereo';
import { writeDepthReport } from './depth-report.ts';
import { stereoSceneOf } from './stereo-scene.ts';

/** The only argument of the process, as JSON. */
export interface DenseMatchingRequest {
  /** COLMAP's dense workspace: contains `images` and `sparse`; `stereo` is created. */
  workspaceFolder: string;
  maxSize: number;
  threads: number;
}

/*
 * A process of its own, so that its memory is separate from the server's and its threads have a lower priority. It
 * prints its progress as `Depths 12 %` and writes a report on each photo. On failure, its last line is the reason.
 */
try {
  await matchDensely(JSON.parse(process.argv[2] ?? '') as DenseMatchingRequest);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function matchDensely(request: DenseMatchingRequest): Promise<void> {
  const { workspaceFolder } = request;
  const model = await readSparseModel(join(workspaceFolder, 'sparse'));
  let printed = -1;
  const views = await densifyViews(stereoSceneOf(model, join(workspaceFolder, 'images')), {
    ...request,
    onProgress(fraction) {
      const percent = Math.floor(100 * fraction);
      if (percent > printed) console.log(`Depths ${percent} %`);
      printed = Math.max(printed, percent);
    },
  });
  for (const { name, coverage, reason } of views) {
    console.log(reason ? `${name}: ${reason}` : `${name}: ${Math.round(100 * coverage)} % of its pixels`);
  }
  await writeDepthReport(workspaceFolder, views);
}
