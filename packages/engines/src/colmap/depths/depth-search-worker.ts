import { join } from 'node:path';
import { readSparseModel } from '@tiepoint/scene/files';
import { densifyViews } from '@tiepoint/stereo';
import { writeDepthReport } from './depth-report.ts';
import { stereoSceneOf } from './stereo-scene.ts';

/** What the search is told, as the only argument of its process: JSON. */
export interface DepthSearchRequest {
  /** COLMAP's dense workspace: `images` and `sparse` are in it, `stereo` comes. */
  workspaceFolder: string;
  maxSize: number;
  threads: number;
}

/*
 * A process of its own, so that its memory is not the server's and its threads give way to the server's. It tells how
 * far it is as `Depths 12 %`, and in the end writes a report on each photo. Its last line says why it has failed.
 */
try {
  await search(JSON.parse(process.argv[2] ?? '') as DepthSearchRequest);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function search(request: DepthSearchRequest): Promise<void> {
  const { workspaceFolder } = request;
  const model = await readSparseModel(join(workspaceFolder, 'sparse'));
  let told = -1;
  const views = await densifyViews(stereoSceneOf(model, join(workspaceFolder, 'images')), {
    ...request,
    onProgress(fraction) {
      const percent = Math.floor(100 * fraction);
      if (percent > told) console.log(`Depths ${percent} %`);
      told = Math.max(told, percent);
    },
  });
  for (const { name, coverage, reason } of views) {
    console.log(reason ? `${name}: ${reason}` : `${name}: ${Math.round(100 * coverage)} % of its pixels`);
  }
  await writeDepthReport(workspaceFolder, views);
}
